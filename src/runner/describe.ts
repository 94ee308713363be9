import { dollars, duration, tokens, whole } from "../lib/number-text.ts";
import { plainText, shorten } from "../lib/escape.ts";
import { describeWaiting } from "./describe-limits.ts";
import type { CacheUse } from "./cache-use.ts";
import type { Progress } from "./progress.ts";
import type { Run } from "./trial.ts";

/**
 * A summary in one line: `412 of 1,000 done, 3 failed, 5 refused, 12 cached, 81k tokens, $0.42`.
 * Nought goes unsaid.
 */
export function describe(summary: Run["summary"]): string {
  const counts = [share(summary), ...details(summary)].join(", ");
  return summary.known === undefined ? counts : `${counts}; stopped, since ${summary.known}`;
}

const share = ({ done, planned, task }: Run["summary"] & Pick<Progress, "task">) =>
  `${whole(done)} of ${whole(planned)} ${task === "grading" ? "graded" : "done"}`;

function details(summary: Run["summary"]): string[] {
  const { failed, refused, cached, inputTokens, outputTokens, usd, promptCache } = summary;
  const counts = Object.entries({ failed, refused, cached }).filter(([, count]) => count > 0);
  return [
    ...counts.map(([name, count]) => `${whole(count)} ${name}`),
    ...(inputTokens + outputTokens > 0 ? [`${tokens(inputTokens)} tokens in, ${tokens(outputTokens)} out`] : []),
    ...(usd === null ? ["cost unknown"] : usd > 0 ? [dollars(usd)] : []),
    ...(promptCache === undefined ? [] : [describeCacheUse(promptCache)]),
  ];
}

/** `prompt caches saved $1.20 (81k tokens read, 3,000 written)` */
export function describeCacheUse({ readTokens, writtenTokens, savedUsd }: CacheUse): string {
  const counts = `${tokens(readTokens)} tokens read, ${tokens(writtenTokens)} written`;
  if (savedUsd === null) return `prompt caches: ${counts}`;
  return `prompt caches ${savedUsd < 0 ? "cost" : "saved"} ${dollars(Math.abs(savedUsd))}${savedUsd < 0 ? " more" : ""} (${counts})`;
}

/**
 * Progress in one line: its summary, the time left, and at the end what to do, with `it`, about
 * what is not done.
 */
export function describeProgress(progress: Progress, it = "it"): string {
  const { state, leftMs, problem, retrying, batches, workers, stopped, known, planned, done, failed } = progress;
  const interrupted = state === "ended" && stopped === "interrupted";
  const kept = done > 0 ? " and kept" : "";
  const again = [`interrupted, ${share(progress)}${kept}, run ${it} again to go on`, details(progress).join(", ")];
  const parts = interrupted ? again.filter(Boolean) : [describe(progress)];
  if (state === "running" && workers !== null) parts.push(describeWorkers(workers));
  if (state === "running" && batches !== null) parts.push(describeBatches(batches));
  else if (state === "running" && leftMs !== null && done < planned) parts.push(`${duration(leftMs)} left`);
  const waiting = state === "running" ? describeWaiting(progress.limits ?? []) : null;
  if (waiting !== null) parts.push(waiting);
  if (state === "running" && retrying !== null) parts.push(`trying again: ${plainText(shorten(retrying, 200))}`);
  if (state === "stopping") parts.push("stopping: waiting for what is under way");
  if (state === "ended" && known !== undefined) parts.push(`run ${it} without until to go on`);
  else if (state === "ended" && stopped && !interrupted) parts.push(`stopped: ${stopped}; run ${it} again to go on`);
  else if (state === "ended" && failed > 0 && !interrupted) parts.push(`run ${it} again to retry what failed`);
  const trouble = problem !== null && failed > 0 ? ` (last failure: ${plainText(problem)})` : "";
  return parts.join(" · ") + trouble;
}

const describeWorkers = (workers: number): string =>
  workers === 0
    ? 'no worker is at work: "parallax work ADDRESS", on any machine'
    : workers === 1
      ? "1 worker"
      : `${whole(workers)} workers`;

function describeBatches({ underWay, asked, answered }: NonNullable<Progress["batches"]>): string {
  const which = underWay === 1 ? "a batch" : `${whole(underWay)} batches`;
  return `${which} under way, ${whole(answered)} of ${whole(asked)} answered`;
}
