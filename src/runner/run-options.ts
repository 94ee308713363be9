import { join } from "node:path";
import { checkOptions, type OptionNames } from "../lib/check-options.ts";
import { described } from "../lib/described.ts";
import type { Model } from "../models/model.ts";
import { modeOf } from "./ambient.ts";
import { completeBatch, type BatchOptions } from "./batch/batch-options.ts";
import { completeQueue, type QueueOptions } from "./queue/queue-options.ts";
import type { Mode } from "./lookup.ts";
import type { Progress } from "./progress.ts";
import type { Until } from "./enough.ts";
import { usualBounds } from "./pace/window.ts";
import { completeRetry, type RetryPolicy } from "./retry.ts";
import { showProgress } from "./show.ts";
import type { Plan } from "./trial.ts";

/** How a plan is run; everything has a default. Nothing here changes what a reply is. */
export interface RunOptions {
  /** Run folder; `out/runs/` and the first 12 characters of the plan's id. */
  dir?: string;
  /**
   * Aborting it asks nothing new and waits for what is under way. A notebook's interrupt does so
   * without this.
   */
  signal?: AbortSignal;
  /** Aborting it cuts off what is under way, too. */
  abort?: AbortSignal;
  /**
   * Trials under way at once, at most. Without it they are 20 where a provider says nothing of rate
   * limits, and as many as it allows, up to 1,000, where it does; by batches 50,000.
   */
  concurrency?: number;
  /**
   * How long providers keep what several prompts begin with, where that costs less: "5m" after its
   * last use, or "1h" (Anthropic: the double to write); false asks for nothing to be kept. "5m",
   * and false by batches. It changes neither replies nor what they are kept under.
   */
  promptCache?: boolean | "5m" | "1h";
  /**
   * Asks by the provider's batches: half the price, and answers within a day. The run may be ended
   * meanwhile; the same again goes on.
   */
  batch?: boolean | BatchOptions;
  /**
   * Has the plan asked by workers on any number of machines (`parallax work`), through a queue in a
   * PostgreSQL database: `postgres://user@host/database`; or through one within this process:
   * `embedded`. The run may be ended meanwhile; the workers go on, and the same again collects.
   */
  queue?: string | QueueOptions;
  /** What the run may cost in all, earlier passes included. */
  budgetUsd?: number;
  /** `session.mode`, else $PARALLAX_MODE, else "auto"; see {@link Mode}. */
  mode?: Mode;
  /** The cache's file; `replies.sqlite` in $PARALLAX_HOME or ~/.cache/parallax. */
  cache?: string;
  /** A file that {@link exportCassette} wrote, looked in before the cache. */
  cassette?: string;
  /** Models already open, in place of opening them by id. */
  models?: Model[];
  retry?: Partial<RetryPolicy>;
  /**
   * Asked with each trial as it ends: true, or why in words, begins no further trial; those under
   * way are finished and kept. `untilKnown` makes one from confidence sequences.
   */
  until?: Until;
  /**
   * Called whenever something changed, in place of the display in the terminal or the notebook
   * cell.
   */
  onProgress?: (progress: Progress) => void;
}

/** Where a plan is run unless told otherwise. */
export const folderOf = (plan: Plan): string => join("out", "runs", plan.id.slice(0, 12));

const known: OptionNames<RunOptions> = {
  dir: true,
  signal: true,
  abort: true,
  concurrency: true,
  promptCache: true,
  batch: true,
  queue: true,
  budgetUsd: true,
  mode: true,
  cache: true,
  cassette: true,
  models: true,
  retry: true,
  until: true,
  onProgress: true,
};

/**
 * Options with every default filled in. Throws on an option there is not, and on a concurrency that
 * is none.
 */
export function complete(plan: Plan, options: RunOptions) {
  checkOptions("run", options, known);
  const batch = completeBatch(options.batch);
  const { concurrency = batch === null ? usualBounds.first : 50_000, promptCache = true } = options;
  if (!([true, false, "5m", "1h"] as unknown[]).includes(promptCache))
    throw new Error(`promptCache ${described(promptCache)}: expected "5m", "1h" or false`);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new Error(`concurrency ${concurrency}: expected a whole number, 1 or more`);
  if (options.until !== undefined && typeof options.until !== "function")
    throw new Error(
      `until should be a function of a trial's result, not ${described(options.until)}: untilKnown(plan, …) makes one`,
    );
  if (options.until !== undefined && batch !== null)
    throw new Error("until looks after each trial, and batches ask for all of them at once: leave one of the two out");
  const mode = modeOf(options.mode);
  const queue = completeQueue(options.queue, plan);
  if (queue !== null) checkQueued(options, mode);
  return {
    ...options,
    concurrency: mode === "replay" ? replayed(concurrency, options.until) : concurrency,
    // Whoever stops once enough is known begins nothing ahead.
    found: options.until === undefined ? mostFound : 0,
    bounds: options.concurrency === undefined ? usualBounds : { first: concurrency, most: concurrency },
    promptCache: lastsOf(promptCache, batch !== null),
    batch,
    queue,
    dir: options.dir ?? folderOf(plan),
    mode,
    models: openOnes(options.models ?? [], plan),
    retry: completeRetry(options.retry),
    onProgress: options.onProgress ?? showProgress(),
  };
}

/** Models that are open already. Throws on what is none, and where the plan asks none of them. */
function openOnes(models: Model[], plan: Plan): Model[] {
  if (!Array.isArray(models)) throw new Error(`models should be a list of open models, not ${described(models)}`);
  for (const model of models as (Partial<Model> | null | string)[])
    if (typeof model !== "object" || model === null || typeof model.generate !== "function")
      throw new Error(
        `models are open ones, as openModel gives them, not ${typeof model === "string" ? JSON.stringify(model) : described(model)}: which are asked the plan says, as in plan({ models: ["openai/gpt-5.5"] })`,
      );
  if (models.length > 0 && !models.some(({ id }) => plan.models.includes(id)))
    throw new Error(
      `models: the plan asks none of ${models.map(({ id }) => id).join(", ")}, but ${plan.models.join(", ")}`,
    );
  return models;
}

/**
 * How long prompts that repeat are to be kept, or null. A batch may take hours, in which what is
 * kept for minutes is written again and again: there it must be asked for.
 */
function lastsOf(promptCache: NonNullable<RunOptions["promptCache"]>, isBatch: boolean): "5m" | "1h" | null {
  if (promptCache === true) return isBatch ? null : "5m";
  return promptCache || null;
}

/** How many trials whose replies were found, and not asked for, may wait for the disk at once. */
const mostFound = 1000;

/** One by one where `until` looks: a replay begins no trial that the run it repeats had not. */
const replayed = (concurrency: number, until: RunOptions["until"]): number =>
  until === undefined ? Math.max(concurrency, mostFound) : 1;

/** Throws on what a run by a queue's workers cannot do. */
function checkQueued({ batch, until }: RunOptions, mode: Mode): void {
  if (batch) throw new Error("a queue's workers ask one call at a time: leave queue out, or batch");
  if (until !== undefined)
    throw new Error("until looks after each trial, and a queue's workers do not wait for it: leave one of the two out");
  if (mode === "replay") throw new Error('a queue\'s workers ask models: "replay" asks none, so leave the queue out');
}
