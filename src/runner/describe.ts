import { plainText, shorten } from "../lib/escape.ts";
import type { Progress } from "./progress.ts";
import type { Run } from "./trial.ts";

const whole = (n: number) => n.toLocaleString("en");

/** A summary in one line: `412 of 1,000 done, 3 failed, 5 refused, 12 cached, 81k tokens, $0.42`. Nought goes unsaid. */
export function describe(summary: Run["summary"]): string {
  return [share(summary), ...details(summary)].join(", ");
}

const share = ({ done, planned }: Run["summary"]) => `${whole(done)} of ${whole(planned)} done`;

function details({ failed, refused, cached, inputTokens, outputTokens, usd }: Run["summary"]): string[] {
  const counts = Object.entries({ failed, refused, cached }).filter(([, count]) => count > 0);
  return [
    ...counts.map(([name, count]) => `${whole(count)} ${name}`),
    ...(inputTokens + outputTokens > 0 ? [`${tokens(inputTokens)} tokens in, ${tokens(outputTokens)} out`] : []),
    ...(usd === null ? ["cost unknown"] : usd > 0 ? [dollars(usd)] : []),
  ];
}

/** Progress in one line: its summary, the time left, and at the end what to do, with `it`, about what is not done. */
export function describeProgress(progress: Progress, it = "it"): string {
  const { state, leftMs, problem, retrying, stopped, planned, done, failed } = progress;
  const interrupted = state === "ended" && stopped === "interrupted";
  const again = [`interrupted, ${share(progress)}, run ${it} again to go on`, details(progress).join(", ")];
  const parts = interrupted ? again.filter(Boolean) : [describe(progress)];
  if (state === "running" && leftMs !== null && done < planned) parts.push(`${duration(leftMs)} left`);
  if (state === "running" && retrying !== null) parts.push(`trying again: ${plainText(shorten(retrying, 200))}`);
  if (state === "stopping") parts.push("stopping: waiting for what is under way");
  if (state === "ended" && stopped && !interrupted) parts.push(`stopped: ${stopped}; run ${it} again to go on`);
  else if (state === "ended" && failed > 0 && !interrupted) parts.push(`run ${it} again to retry what failed`);
  const trouble = problem !== null && failed > 0 ? ` (last failure: ${plainText(problem)})` : "";
  return parts.join(" · ") + trouble;
}

/** `$0.0042`, `$0.42`, `$12.34`. */
export function dollars(usd: number): string {
  return `$${usd > 0 && usd < 0.1 ? usd.toPrecision(2) : usd.toFixed(2)}`;
}

function tokens(count: number): string {
  return count < 10_000 ? whole(count) : count < 1e6 ? `${Math.round(count / 1000)}k` : `${(count / 1e6).toFixed(1)}M`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
