import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { privateFolder } from "../lib/private.ts";
import { reasonOf } from "../lib/in-words.ts";
import { described } from "../lib/described.ts";
import { whole } from "../lib/number-text.ts";
import type { Model } from "../models/model.ts";
import type { Appender } from "../lib/jsonl.ts";
import { ambient } from "./ambient.ts";
import { askHere, type Here } from "./ask-here.ts";
import { openEnough } from "./enough.ts";
import { openHalt } from "./halt.ts";
import { tailOf } from "./journal/files.ts";
import { readJournal } from "./journal/read-journal.ts";
import { writeJournal } from "./journal/write-journal.ts";
import { openLedger, type Ledger } from "./ledger.ts";
import { lock } from "./lock.ts";
import { openLookup, type Lookup } from "./lookup.ts";
import { claimFolder, identityOf, noteStop, writeManifest } from "./manifest.ts";
import { noteFacts } from "./note-facts.ts";
import { runOf } from "./open-run.ts";
import { openPacing } from "./pace/pacing.ts";
import { openSignal } from "./pace/signal.ts";
import { openPurse } from "./pledges.ts";
import { telling } from "./progress.ts";
import type { QueueOptions } from "./queue/queue-options.ts";
import { complete, type RunOptions } from "./run-options.ts";
import { checkReplayed } from "./same-replies.ts";
import { openStreaks } from "./streak.ts";
import { closeSubjects, openSubjects } from "./subjects.ts";
import type { Plan, Run } from "./trial.ts";

export type { RunOptions };

/**
 * Runs what of a plan is not done yet, into its folder, and returns how far it got: resume by
 * running the same again. A trial that fails is noted and the rest goes on; an interrupt, a spent
 * budget (the run's or the session's) or a model that only fails ends the run early, with
 * `summary.stopped` saying why. Throws on bad options, a folder that is another run's or cannot be
 * written, and, in replay, on a miss or a folder with other replies. Where `until` is met it stops,
 * too, with `summary.known`, and the manifest says so. A plan with more models, epochs, wordings,
 * inputs or scenarios than the folder's goes on with it, and asks for what is new alone.
 *
 * @example
 * (await run(planned)).summary
 */
export async function run(plan: Plan, options: RunOptions = {}): Promise<Run> {
  if (!Array.isArray(plan?.trials)) throw new Error(`run() takes what plan() gives, not ${described(plan)}`);
  refuseLarge(plan);
  const { dir, mode, models, until, onProgress, ...rest } = complete(plan, options);
  await using cleanup = new AsyncDisposableStack();
  // One folder has one run at a time, so that a run that goes on waits for no claim of its own.
  const lookup = await openLookup(mode, rest, resolve(dir));
  cleanup.defer(() => lookup.close());
  const subjects = await openSubjects(plan, models, lookup, { batch: rest.batch !== null });
  cleanup.defer(() => closeSubjects(subjects));
  cleanup.defer(holdFolder(dir));
  const begunAs = await claimFolder(dir, plan, [...subjects.values()], () => checkQueue(rest.queue, dir, plan));
  const opened = await openJournal(dir, plan, lookup, rest.budgetUsd !== undefined);
  const { file, journal, ledger, paid } = opened;
  cleanup.defer(() => journal.close());
  const enough = await openEnough(until, { dir, plan });

  const money = { budgetUsd: rest.budgetUsd, paid, spent: ledger.spent() };
  const purse = await openPurse(purseFile(dir), money, plan.models);
  cleanup.defer(async () => purse.pledges?.close());
  if (mode !== "replay") ambient().budget?.check(plan.models);
  const halt = cleanup.use(openHalt(rest));
  const streaks = openStreaks();
  const pacing = openPacing(rest.bounds, openSignal());
  const atOnce = rest.batch === null && rest.queue === null ? rest.bounds.first : 1;
  const tell = telling(dir, ledger.summary, halt, onProgress, { limits: pacing.stand, atOnce });
  const folder = { dir, begunAs, ...opened };
  const here = { ...rest, mode, plan, lookup, subjects, ...folder, ...purse, enough, halt, streaks, pacing, tell };
  let check = () => {};
  try {
    if (rest.queue === null) check = await askHere(here);
    else await askByQueue({ ...here, queue: rest.queue, models });
    await journal.check();
  } finally {
    sayWhy(ledger.summary, [halt.reason ?? [], streaks.reasons()].flat(), enough.reason);
    tell(null);
    noteFacts(plan.id, mode, file, ledger.cost);
  }
  if (!existsSync(join(dir, "manifest.json"))) await writeManifest(dir, plan, [...subjects.values()]);
  if (ledger.summary.known !== undefined) await noteStop(dir, ledger.summary);
  check();
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

/** `paid` are the keys of replies that were paid for by this run, where a budget asks for them. */
type Opened = { file: string; journal: Appender; ledger: Ledger; paid: ReadonlySet<string> };

async function openJournal(dir: string, plan: Plan, lookup: Lookup, budgeted: boolean): Promise<Opened> {
  const file = tailOf(dir);
  const ledger = await openLedger(plan);
  const paid = new Set<string>();
  const journal = await writeJournal(dir);
  try {
    for await (const line of readJournal(dir)) {
      ledger.add(line);
      if (line.kind !== "reply") continue;
      checkReplayed(dir, lookup, line);
      lookup.restore(line.key, line.reply);
      if (budgeted && !line.cached) paid.add(line.key);
    }
    return { file, journal, ledger, paid };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Where a run notes what its budget sets aside. */
const purseFile = (dir: string): string => join(dir, "budget.jsonl");

/** Throws where a queue is to ask that holds another plan: the run's folder then stays as it is. */
async function checkQueue(queue: Required<QueueOptions> | null, dir: string, plan: Plan): Promise<void> {
  if (queue === null) return;
  const { checkPlan } = await import("./queue/put-plan.ts");
  await checkPlan(queue.address, dir, plan);
}

/** Has the workers of a queue ask what a run has left. */
async function askByQueue(here: Here & { queue: Required<QueueOptions>; models: Model[] }): Promise<void> {
  const { runQueued } = await import("./queue/run-queued.ts");
  const { subjects, concurrency, mode, cache, cassette, retry, models, halt, ...rest } = here;
  const same = { concurrency, mode, retry, ...(cache && { cache }), ...(cassette && { cassette }), open: models };
  const working = { ...same, signal: halt.drain, abort: halt.cut };
  await runQueued({ ...rest, halt, identities: [...subjects.values()].map(identityOf), working });
}

/** Trials that one run keeps account of: so many keys a table of the engine's has. */
const mostTrials = 1 << 24;

function refuseLarge({ trials }: Plan): void {
  if (trials.length > mostTrials)
    throw new Error(
      `a plan of ${whole(trials.length)} trials is more than one run can ask (${whole(mostTrials)}): part it, for example by model or scenario, and give each part a folder; parallax gap takes several`,
    );
}
