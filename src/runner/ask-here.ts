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
import { playing } from "./play.ts";
import type { Pledges } from "./pledges.ts";
import { hearing, type telling } from "./progress.ts";
import { recording } from "./record.ts";
import type { complete } from "./run-options.ts";
import type { Streaks } from "./streak.ts";
import type { Opened } from "./subjects.ts";
import type { FailureLine, Plan, ReplyLine, Trial } from "./trial.ts";

type Options = Pick<
  ReturnType<typeof complete>,
  "mode" | "concurrency" | "batch" | "budgetUsd" | "retry" | "cache" | "cassette"
>;

/** A run's folder, open, and all that its asking is subject to. */
export interface Here extends Options {
  dir: string;
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
  tell: ReturnType<typeof telling>;
}

/**
 * Asks what a run has left, in this process. Throws what a trial throws; gives what throws where
 * the journal could not be written.
 */
export async function askHere(here: Here): Promise<() => void> {
  const { dir, plan, mode, concurrency, batch, retry, lookup, subjects } = here;
  const { file, journal, ledger, budget, pledges, enough, halt, streaks, tell } = here;
  const note = (line: ReplyLine | FailureLine) => {
    ledger.add(line);
    tell(line);
  };
  const recorder = recording({ file, journal, lookup, halt, note });
  const terms = { halt, budget, pledges, streaks, retry, ...hearing(tell) };
  const log = { file: join(dir, "batches.jsonl"), owner: plan.id, of: "run" as const };
  const batching = await openAskingBy(lookup, mode === "replay" ? null : batch, { ...terms, ...log });
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => batching.close().catch(() => {}));
  const asker = openAsker<ReplyLine>({ ...batching.by, recorder, ...terms });
  const halted = (model: string) => halt.reason !== null || streaks.givenUp(model) !== null;
  const play = playing({ plan, ledger, subjects, asker, recorder, halted });
  const isPending = (trial: Trial) => enough.reason === null && !ledger.isDone(trial.id) && !halted(trial.model);
  await limit(plan.trials.values().filter(isPending), concurrency, (trial) =>
    play(trial)
      .then(enough.tell)
      .catch((error: unknown) => {
        halt.stop("an error");
        throw error;
      }),
  );
  await batching.close();
  return recorder.check;
}
