import { duration, tokens, whole } from "../lib/number-text.ts";
import type { ModelLimits } from "./pace/pacing.ts";

/** Who waits for a provider's limits, in words; null where nobody does. */
export function describeWaiting(limits: readonly ModelLimits[]): string | null {
  const slow = limits.filter(({ waiting }) => waiting > 0);
  if (slow.length === 0) return null;
  return `waiting for the limits of ${slow.map((each) => `${each.model} (${describeLimits(each).join(", ")})`).join("; ")}`;
}

/** A model's limits, each in words: `37 of 500 requests a minute left`. */
export const describeLimits = ({ limits }: Pick<ModelLimits, "limits">): string[] =>
  limits.map(({ counted, limit, left, periodMs }) => {
    const show = counted === "requests" ? whole : tokens;
    return `${show(left)} of ${show(limit)} ${names[counted]} ${periodOf(periodMs)} left`;
  });

const names = { requests: "requests", tokens: "tokens", inputTokens: "tokens in", outputTokens: "tokens out" };

function periodOf(ms: number): string {
  const near = (wanted: number) => Math.abs(ms / wanted - 1) < 0.25;
  return near(60_000) ? "a minute" : near(3_600_000) ? "an hour" : near(86_400_000) ? "a day" : `in ${duration(ms)}`;
}
