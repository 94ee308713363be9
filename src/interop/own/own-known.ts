import { plainReply, type Known } from "../exchange/exchange.ts";
import type { OwnRecord } from "./own-record.ts";

/** Whether a value is a trial as this project exports it. */
export const isOwn = (value: unknown): value is OwnRecord =>
  typeof value === "object" && value !== null && (value as { format?: unknown }).format === "parallax-trial";

/** A trial of an export of this project, as it was. */
export function ownKnown({
  canary,
  error,
  replies,
  grades,
  trial,
  scenario,
  arm,
  wording,
  ...facts
}: OwnRecord): Known {
  const { condition, input, model, epoch, elicit } = facts;
  return {
    trial,
    scenario,
    arm,
    wording,
    condition,
    input,
    model,
    epoch,
    elicit,
    ...(canary !== null && { canary }),
    ...(error !== null && { error }),
    live: true,
    exported: true,
    replies: replies.map(({ text, calls, ...more }) => plainReply(text, { ...more, calls: calls ?? null })),
    scores: grades.map(({ outcome, judge, value, reason, evidence, choice, headline }) => ({
      outcome,
      judge,
      value,
      reason,
      evidence,
      ...(choice && { choice: true as const }),
      ...(headline && { headline: true as const }),
    })),
  };
}
