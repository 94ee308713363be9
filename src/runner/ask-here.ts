import { join } from "node:path";
import type { Appender } from "../lib/jsonl.ts";
import { limit } from "../lib/limit.ts";
import { openAsker } from "./asker.ts";
import { openAskingBy } from "./batch/asking-by.ts";
import type { Budget } from "./budget.ts";
import type { Enough } from "./enough.ts";
import type { Halt } from "./halt.ts";
import type { Ledger } from "./ledger.ts";
import type { Lookup } from "./lookup.ts";
import { drawReady } from "./pace/draw-ready.ts";
import type { Pacing } from "./pace/pacing.ts";
import { playing } from "./play.ts";
import type { Pledges } from "./pledges.ts";
import { hearing, type telling } from "./progress.ts";
import { recording } from "./record.ts";
import type { complete } from "./run-options.ts";
import type { Streaks } from "./streak.ts";
import { openCaching } from "./prompt-cache/open-caching.ts";
import type { Opened } from "./subjects.ts";
import { openTrialReadiness } from "./trial-readiness.ts";
import type { FailureLine, Plan, ReplyLine, Trial } from "./trial.ts";

type Options = Pick<
  ReturnType<typeof complete>,
  "mode" | "concurrency" | "bounds" | "found" | "promptCache" | "batch" | "budgetUsd" | "retry" | "cache" | "cassette"
>;

/** A run's folder, open, and all that its asking is subject to. */
export interface Here extends Options {
  dir: string;
  /** Of the plan that the folder was begun with: batches under way are known by it. */
  begunAs: string;
  plan: Plan;
  lookup: Lookup;
  subjects: Map<string, Opened>;
  file: string;
  journal: Appender;
  ledger: Ledger;
  budget: Budget | null;
  pledges: Pledges | null;
  enough: Enough;
  halt: Halt;
  streaks: Streaks;
  pacing: Pacing;
  tell: ReturnType<typeof telling>;
}

/**
 * Asks what a run has left, in this process. Throws what a trial throws; gives what throws where
 * the journal could not be written.
 */
export async function askHere(here: Here): Promise<() => void> {
  const { dir, begunAs, plan, mode, concurrency, batch, retry, lookup, subjects } = here;
  const { file, journal, ledger, budget, pledges, enough, halt, streaks, pacing, tell } = here;
  const note = (line: ReplyLine | FailureLine) => {
    ledger.add(line);
    tell(line);
  };
  const recorder = recording({ file, journal, lookup, halt, note });
  const terms = { halt, budget, pledges, streaks, retry, pacing, ...hearing(tell) };
  const log = { file: join(dir, "batches.jsonl"), owner: begunAs, of: "run" as const };
  const batching = await openAskingBy(lookup, mode === "replay" ? null : batch, { ...terms, ...log });
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => batching.close().catch(() => {}));
  const asker = openAsker<ReplyLine>({ ...batching.by, recorder, ...terms });
  const halted = (model: string) => halt.reason !== null || streaks.givenUp(model) !== null;
  const isPending = (trial: Trial) => enough.reason === null && !ledger.isDone(trial.id) && !halted(trial.model);
  const atOnce = isOwn(plan) || mode === "replay" || batch !== null;
  const lasts = isOwn(plan) || mode === "replay" ? null : here.promptCache;
  const caching = lasts === null ? null : openCaching(plan, lasts, pacing.changed.tell);
  const isOver = (trial: Trial) => !isPending(trial);
  const ready = openTrialReadiness({ pacing, bounds: here.bounds, found: here.found, caching, isOver });
  const play = playing({
    plan,
    ledger,
    subjects,
    asker,
    recorder,
    halted,
    caching,
    ...(!atOnce && { came: ready.came, answered: ready.answered }),
  });
  const one = (trial: Trial) =>
    play(trial)
      .then(enough.tell)
      .catch((error: unknown) => {
        halt.stop("an error");
        throw error;
      });
  if (atOnce) await limit(plan.trials.values().filter(isPending), concurrency, one);
  else {
    // As many besides as may wait for the disk.
    const most = here.bounds.most + here.bounds.first + here.found;
    await limit(drawReady(plan.trials, ready), most, (trial) => one(trial).finally(() => ready.ended(trial)));
  }
  await batching.close();
  return recorder.check;
}

/** Whether nothing of a plan is asked of a provider, which has limits and a cache. */
const isOwn = ({ models }: Plan): boolean => models.every((model) => /^(?:local|simulated)\//.test(model));
