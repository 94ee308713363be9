import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bring } from "./bring.ts";
import { openCollector, type Collector } from "./collector.ts";
import { openPlace, type Place, type Queue } from "./open-queue.ts";
import { putFirst } from "./put-first.ts";
import { makeQueue, putJobs } from "./put-plan.ts";
import type { Queued } from "./queued.ts";
import { withWords, type Patience } from "./reach.ts";
import { work } from "./work.ts";
import { workersOf } from "./workers.ts";

/** How often what the workers did is collected, in ms. */
const everyMs = 500;

/**
 * Has a plan asked by the workers of a queue: puts it there, collects what they receive into the
 * run's folder, and returns once every trial is done or given up, or it is halted: the workers then
 * go on, and the same again collects. The one worker of an embedded queue is this process.
 */
export async function runQueued(queued: Queued): Promise<void> {
  const place = await openPlace(queued.queue.address, queued.dir);
  try {
    await withWords(place.shown, () => runAt(place, queued));
  } finally {
    await place.database.close().catch(() => {});
  }
}

async function runAt(place: Place, queued: Queued): Promise<void> {
  const { plan, identities, queue: options, promptCache, budgetUsd, ledger, halt, tell } = queued;
  await using cleanup = new AsyncDisposableStack();
  const queue = await makeQueue(place, plan, identities, { leaseSeconds: options.leaseSeconds, promptCache });
  cleanup.defer(() => queue.close().catch(() => {}));
  const away = (error: unknown) => tell({ kind: "retry", error: `waiting for the queue: ${(error as Error).message}` });
  const patience: Patience = { ms: Infinity, signal: halt.drain, tell: away };
  if (budgetUsd !== undefined) await setBudget(queue, budgetUsd);
  const collector = await openCollector(queue, queued, patience);
  await collector.collect();
  await bring(queue, queued, collector.missing(), patience);
  await putJobs(queue, plan, ledger.isDone);
  await putFirst(queue, options.first, patience);
  await collector.collect();
  await (queue.url === null ? workHere(queue, queued, collector) : watch(queue, queued, collector, patience));
}

/** What all workers may spend together; a run without one leaves it as it is. */
async function setBudget({ database, schema }: Queue, usd: number): Promise<void> {
  await database.query(
    `UPDATE ${schema}.about SET budget = $1, short = CASE WHEN budget IS DISTINCT FROM $1 THEN NULL ELSE short END`,
    [usd],
  );
}

/** Waits for the workers elsewhere, collecting what they do. */
async function watch(queue: Queue, queued: Queued, collector: Collector, patience: Patience): Promise<void> {
  const { plan, queue: options, halt, tell } = queued;
  while (collector.over() < plan.trials.length && options.wait && halt.reason === null) {
    const { alive, stopped, short } = await workersOf(queue, patience);
    tell({ kind: "workers", alive, stopped });
    if (alive === 0 && short !== null) halt.stop(short);
    await sleep(everyMs, undefined, { signal: halt.drain }).catch(() => {});
    await collector.collect();
  }
}

/** Works in this process, collecting meanwhile. */
async function workHere(queue: Queue, { dir, working, halt }: Queued, { collect }: Collector): Promise<void> {
  let over = false;
  const worked = work(queue, { ...working, dir: join(dir, "worker"), onProgress: () => {} }).finally(
    () => (over = true),
  );
  const ended = worked.then(
    ({ stopped }) => ({ stopped, error: null }),
    (error: unknown) => ({ stopped: null, error }),
  );
  while (!over) {
    await Promise.race([ended, sleep(everyMs)]);
    await collect();
  }
  const { stopped, error } = await ended;
  if (error !== null) throw error;
  if (stopped !== null) halt.stop(stopped);
}
