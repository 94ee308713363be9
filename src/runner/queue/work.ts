import { hostname } from "node:os";
import { modeOf } from "../ambient.ts";
import { openHalt } from "../halt.ts";
import { nothingDone } from "../ledger.ts";
import { openLookup } from "../lookup.ts";
import { hearing, telling } from "../progress.ts";
import { completeRetry } from "../retry.ts";
import { showProgress } from "../show.ts";
import { openStreaks } from "../streak.ts";
import { closeSubjects } from "../subjects.ts";
import { askLeased } from "./ask-leased.ts";
import { bringReceived } from "./bring-received.ts";
import { chooseModels } from "./choose-models.ts";
import { openLeases } from "./leases.ts";
import type { Queue } from "./open-queue.ts";
import { setRates } from "./rates.ts";
import { patient, type Patience } from "./reach.ts";
import { settling } from "./settle.ts";
import type { Worked, WorkOptions } from "./work-options.ts";
import { openWorkerFolder } from "./worker-folder.ts";

/**
 * Asks what a queue's plan has left, with this machine's keys, beside any number of other workers,
 * until nothing is left to ask or the worker is halted: what it holds then is given back. Each
 * reply is on this machine's disk before the queue has it; a worker started again in the folder of
 * one that was killed brings what that one received. Throws before anything is asked where no model
 * of the plan can be.
 */
export async function work(opened: Queue, options: WorkOptions = {}): Promise<Worked> {
  const { concurrency = 20, models, patienceMs = 600_000 } = options;
  const mode = modeOf(options.mode);
  if (mode === "replay") throw new Error('a worker asks models: "replay" asks none, so leave the queue out');
  await using cleanup = new AsyncDisposableStack();
  const lookup = await openLookup(mode, options);
  cleanup.defer(() => lookup.close());
  const { subjects, left } = await chooseModels(opened, models, lookup, options.open ?? []);
  cleanup.defer(() => closeSubjects(subjects));
  const folder = await openWorkerFolder(opened.head.id, options.dir);
  cleanup.defer(() => folder.close());
  const halt = cleanup.use(openHalt(options));
  const summary = nothingDone(opened.planned);
  const tell = telling(folder.dir, summary, halt, options.onProgress ?? showProgress());
  const onRetry = hearing(tell).onRetry;
  const away = (error: unknown) => onRetry(`waiting for the queue: ${(error as Error).message}`);
  const patience: Patience = { ms: patienceMs, signal: halt.cut, tell: away };
  const queue: Queue = { ...opened, database: patient(opened.database, patience) };

  await signUp(queue, folder.id);
  const settle = settling(queue, folder.id, patience);
  await bringReceived(queue, folder, settle);
  await queue.database.query(`SELECT ${queue.schema}.lose($1)`, [folder.id]);
  const leases = await openLeases(queue, folder, patience);
  for (const model of subjects.keys()) await setRates(queue, model, options);
  const streaks = openStreaks();
  const beating = setInterval(() => void leases.beat().catch(() => {}), 250 * queue.head.leaseSeconds);
  try {
    const retry = completeRetry(options.retry);
    const hearer = { halt, streaks, retry, onRetry, summary, tell };
    await askLeased({ queue, concurrency, subjects, lookup, folder, leases, settle, ...hearer });
  } finally {
    clearInterval(beating);
    summary.stopped = [halt.reason ?? [], streaks.reasons()].flat().join("; ") || null;
    await leases.giveBack().catch(() => {});
    await signOff(queue, folder.id, summary.stopped).catch(() => {});
    tell(null);
  }
  const { done, failed, usd, stopped } = summary;
  return { dir: folder.dir, models: [...subjects.keys()], left, done, failed, usd, stopped };
}

async function signUp({ database, schema }: Queue, id: string): Promise<void> {
  await database.query(
    `INSERT INTO ${schema}.workers (id, host) VALUES ($1, $2)
      ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp(), gone = false, stopped = null`,
    [id, hostname()],
  );
}

async function signOff({ database, schema }: Queue, id: string, stopped: string | null): Promise<void> {
  await database.query(
    `UPDATE ${schema}.workers SET seen = clock_timestamp(), gone = true, stopped = $2 WHERE id = $1`,
    // A text of PostgreSQL's has no U+0000, which an error's words may have.
    [id, stopped?.replaceAll("\0", "\uFFFD") ?? null],
  );
}
