import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { privateFolder } from "../lib/private.ts";
import { reasonOf } from "../lib/in-words.ts";
import { described } from "../lib/described.ts";
import { openLines, readLines, type Appender } from "../lib/jsonl.ts";
import { limit } from "../lib/limit.ts";
import { ambient } from "./ambient.ts";
import { openAsker } from "./asker.ts";
import { openAskingBy } from "./batch/asking-by.ts";
import { openEnough } from "./enough.ts";
import { openHalt } from "./halt.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { lock } from "./lock.ts";
import { openLookup, type Lookup } from "./lookup.ts";
import { claimFolder, noteStop, writeManifest } from "./manifest.ts";
import { noteFacts } from "./note-facts.ts";
import { runOf } from "./open-run.ts";
import { playing } from "./play.ts";
import { openPurse } from "./pledges.ts";
import { hearing, telling } from "./progress.ts";
import { recording } from "./record.ts";
import { complete, type RunOptions } from "./run-options.ts";
import { checkReplayed } from "./same-replies.ts";
import { openStreaks } from "./streak.ts";
import { closeSubjects, openSubjects } from "./subjects.ts";
import type { FailureLine, Plan, ReplyLine, Run, Trial } from "./trial.ts";

export type { RunOptions };

/**
 * Runs what of a plan is not done yet, into its folder, and returns how far it got: resume by
 * running the same again. A trial that fails is noted and the rest goes on; an interrupt, a spent
 * budget (the run's or the session's) or a model that only fails ends the run early, with
 * `summary.stopped` saying why. Throws on bad options, a folder that is another run's or cannot be
 * written, and, in replay, on a miss or a folder with other replies. Where `until` is met it stops,
 * too, with `summary.known`, and the manifest says so.
 */
export async function run(plan: Plan, options: RunOptions = {}): Promise<Run> {
  if (!Array.isArray(plan?.trials)) throw new Error(`run() takes what plan() gives, not ${described(plan)}`);
  const { dir, mode, concurrency, batch, budgetUsd, models, retry, until, onProgress, ...rest } = complete(
    plan,
    options,
  );
  await using cleanup = new AsyncDisposableStack();
  // One folder has one run at a time, so that a run that goes on waits for no claim of its own.
  const lookup = await openLookup(mode, rest, resolve(dir));
  cleanup.defer(() => lookup.close());
  const subjects = await openSubjects(plan, models, lookup, { batch: batch !== null });
  cleanup.defer(() => closeSubjects(subjects));
  cleanup.defer(holdFolder(dir));
  await claimFolder(dir, plan, [...subjects.values()]);
  const { file, journal, ledger, paid } = await openJournal(dir, plan, lookup);
  cleanup.defer(() => journal.close());
  const enough = await openEnough(until, { dir, plan });

  const { budget, pledges } = await openPurse(purseFile(dir), { budgetUsd, paid, spent: ledger.spent() }, plan.models);
  cleanup.defer(async () => pledges?.close());
  if (mode !== "replay") ambient().budget?.check(plan.models);
  const halt = cleanup.use(openHalt(rest));
  const streaks = openStreaks();
  const tell = telling(dir, ledger.summary, halt, onProgress);
  const note = (line: ReplyLine | FailureLine) => {
    ledger.add(line);
    tell(line);
  };
  const recorder = recording({ file, journal, lookup, halt, note });
  const terms = { halt, budget, pledges, streaks, retry, ...hearing(tell) };
  const log = { file: join(dir, "batches.jsonl"), owner: plan.id, of: "run" as const };
  const batching = await openAskingBy(lookup, mode === "replay" ? null : batch, { ...terms, ...log });
  const asker = openAsker<ReplyLine>({ ...batching.by, recorder, ...terms });
  const halted = (model: string) => halt.reason !== null || streaks.givenUp(model) !== null;
  const play = playing({ plan, ledger, subjects, asker, recorder, halted });
  const isPending = (trial: Trial) => enough.reason === null && !ledger.isDone(trial.id) && !halted(trial.model);
  const pending = plan.trials.values().filter(isPending);
  try {
    await limit(pending, concurrency, (trial) =>
      play(trial)
        .then(enough.tell)
        .catch((error: unknown) => {
          halt.stop("an error");
          throw error;
        }),
    );
    await batching.close();
    await journal.check();
  } finally {
    await batching.close().catch(() => {});
    sayWhy(ledger.summary, [halt.reason ?? [], streaks.reasons()].flat(), enough.reason);
    tell(null);
    noteFacts(plan.id, mode, file, ledger.cost);
  }
  if (!existsSync(join(dir, "manifest.json"))) await writeManifest(dir, plan, [...subjects.values()]);
  if (ledger.summary.known !== undefined) await noteStop(dir, ledger.summary);
  recorder.check();
  return runOf(dir, plan, ledger.summary);
}

/** Says in a summary why not every trial is done, where that is so. */
function sayWhy(summary: Run["summary"], halted: readonly string[], known: string | null): void {
  if (summary.done === summary.planned) return;
  summary.stopped = [known ?? [], ...halted].flat().join("; ") || null;
  if (known !== null) summary.known = known;
}

function holdFolder(dir: string): () => void {
  try {
    privateFolder(dir);
  } catch (cause) {
    throw new Error(`cannot make ${dir} (${reasonOf(cause)}): give the run a dir that you can write`, {
      cause,
    });
  }
  return lock(dir);
}

/** `paid` are the keys of replies that were paid for by this run. */
type Opened = { file: string; journal: Appender; ledger: Ledger; paid: ReadonlySet<string> };

async function openJournal(dir: string, plan: Plan, lookup: Lookup): Promise<Opened> {
  const file = join(dir, "trials.jsonl");
  const ledger = openLedger(plan);
  const paid = new Set<string>();
  const journal = await openLines(file);
  try {
    for await (const line of readLines<ReplyLine | FailureLine>(file)) {
      ledger.add(line);
      if (line.kind !== "reply") continue;
      checkReplayed(dir, lookup, line);
      lookup.restore(line.key, line.reply);
      if (!line.cached) paid.add(line.key);
    }
    return { file, journal, ledger, paid };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Where a run notes what its budget sets aside. */
const purseFile = (dir: string): string => join(dir, "budget.jsonl");
