import type { BatchCounts } from "./batch/batching.ts";
import type { Halt } from "./halt.ts";
import type { ModelLimits } from "./pace/pacing.ts";
import type { Run } from "./trial.ts";

/** How a run is getting on. Counts are of trials, except tokens and USD, which are of calls. */
export interface Progress extends Readonly<Run["summary"]> {
  state: "running" | "stopping" | "ended";
  dir: string;
  /** Trials are graded by what was replied; absent where they are asked. */
  task?: "grading";
  /** Since this pass began. */
  elapsedMs: number;
  /** Until every trial is done, at the pace of the last trials; null before there is a pace. */
  leftMs: number | null;
  /** The latest failure of a trial, in words. */
  problem: string | null;
  /** Why a call is being tried again, in words; null once one has been answered. */
  retrying: string | null;
  /** Batches that are waited for; null where there are none. */
  batches: BatchCounts | null;
  /** Workers of a queue that are at work; null without a queue. */
  workers: number | null;
  /** How the limits stand that providers have told of, by model; absent where none has. */
  limits?: ModelLimits[];
}

/**
 * What there is to tell of: a call that was answered, one that was given up, or one that failed and
 * is tried again, and how batches stand.
 */
export type CallEvent =
  | { kind: "reply" }
  | { kind: "failure"; error: string }
  | { kind: "retry"; error: string }
  | { kind: "batches"; batches: BatchCounts }
  | { kind: "workers"; alive: number; stopped: string | null };

interface Paced {
  now?: () => number;
  limits?: () => ModelLimits[];
  atOnce?: number;
}

/**
 * Tells a listener how a run is getting on: at once, after all that is told, and after null, which
 * ends it. The pace is that of the last trials done; the first ones, as many as are asked `atOnce`,
 * do not tell it yet. `now` is in ms.
 */
export function telling(
  dir: string,
  summary: Run["summary"],
  halt: Pick<Halt, "reason" | "drain">,
  listen: (progress: Progress) => void,
  { now = () => performance.now(), limits = () => [], atOnce = 1 }: Paced = {},
): (event: CallEvent | null) => void {
  const start = now();
  const begun = summary.done;
  const paced: [at: number, done: number][] = [[start, summary.done]];
  let problem: string | null = null;
  let retrying: string | null = null;
  let batches: BatchCounts | null = null;
  let workers: number | null = null;
  const leftMs = () => {
    const [since, before] = paced[0] as [number, number];
    const rate = (summary.done - before) / (now() - since);
    return summary.done === summary.planned
      ? 0
      : summary.done - begun >= atOnce && rate > 0
        ? (summary.planned - summary.done) / rate
        : null;
  };
  const tell = (state: Progress["state"]) => {
    const stand = limits();
    const how = { elapsedMs: now() - start, leftMs: leftMs(), problem, retrying, batches, workers };
    listen({ ...summary, state, dir, ...how, ...(stand.length > 0 && { limits: stand }) });
  };
  halt.drain.addEventListener("abort", () => tell("stopping"), { once: true });
  tell("running");
  return (event) => {
    if (event?.kind === "failure") problem = event.error;
    if (event?.kind === "batches") batches = event.batches.underWay === 0 ? null : event.batches;
    if (event?.kind === "workers") {
      workers = event.alive;
      problem ??= event.stopped;
    }
    retrying = event?.kind === "retry" ? event.error : event?.kind === "failure" ? retrying : null;
    if (summary.done > (paced.at(-1) as [number, number])[1]) paced.push([now(), summary.done]);
    if (paced.length > remembered) paced.shift();
    tell(event === null ? "ended" : halt.reason === null ? "running" : "stopping");
  };
}

/** What an asker tells of itself, as events. */
export const hearing = (tell: (event: CallEvent) => void) => ({
  onRetry: (error: string) => tell({ kind: "retry", error }),
  onBatches: (batches: BatchCounts) => tell({ kind: "batches", batches }),
});

/** How many of the last trials done set the pace. */
const remembered = 200;
