import { setTimeout as sleep } from "node:timers/promises";
import type { Halt } from "../halt.ts";
import type { Trial } from "../trial.ts";
import { queueOf } from "./boss.ts";
import type { Leases } from "./leases.ts";
import type { Queue } from "./open-queue.ts";
import type { UnderWay } from "./under-way.ts";

interface Drawing {
  queue: Queue;
  models: readonly string[];
  concurrency: number;
  leases: Leases;
  halt: Halt;
  halted(model: string): boolean;
  underWay: UnderWay;
}

/** How long to wait, in ms, before looking again where all that is left is leased or put off. */
const idleMs = { least: 100, most: 1000 };

/**
 * The trials that a worker takes, leased many at a time and a little ahead, until none of its
 * models' is left, leased by others or put off ones included.
 */
export async function* drawing(parts: Drawing): AsyncGenerator<Trial> {
  const { concurrency, halt, halted } = parts;
  const ready: Trial[] = [];
  let filling: Promise<number> | null = null;
  const fill = () =>
    (filling ??= lease(parts).then((trials) => {
      ready.push(...trials);
      filling = null;
      return trials.length;
    }));
  for (let idle = idleMs.least; halt.reason === null;) {
    if (ready.length === 0 && (await fill()) === 0) {
      if (!(await remains(parts))) return;
      await sleep(idle, undefined, { signal: halt.drain }).catch(() => {});
      idle = Math.min(2 * idle, idleMs.most);
      continue;
    }
    idle = idleMs.least;
    const trial = ready.shift();
    if (ready.length < concurrency / 2) fill().catch(() => {});
    if (trial !== undefined && !halted(trial.model)) yield trial;
  }
  await (filling as Promise<number> | null)?.catch(() => {});
}

async function lease({ queue, models, concurrency, leases, halted, underWay }: Drawing): Promise<Trial[]> {
  const asked = models.filter((model) => !halted(model));
  const each = Math.ceil(concurrency / Math.max(1, asked.length));
  const trials = (await Promise.all(asked.map((model) => leases.fetch(model, each)))).flat();
  if (trials.length > 0) await underWay.begin(queue, trials);
  return trials;
}

async function remains({ queue: { database, schema }, models, halted }: Drawing): Promise<boolean> {
  const names = models.filter((model) => !halted(model)).map(queueOf);
  const [row] = await database.query(
    `SELECT EXISTS (SELECT FROM ${schema}_jobs.job WHERE name = ANY($1) AND state < 'completed') AS some`,
    [names],
  );
  if (row!["some"] === true) return true;
  // A plan that is still being put has more to come.
  const [about] = await database.query(`SELECT put FROM ${schema}.about`);
  return names.length > 0 && about!["put"] !== true;
}
