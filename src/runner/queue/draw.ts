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
  const pace = openPace(concurrency);
  let filling: Promise<number> | null = null;
  const fill = () =>
    (filling ??= lease(parts, pace.ahead()).then((trials) => {
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
    if (ready.length < pace.ahead() / 2) fill().catch(() => {});
    if (trial === undefined || halted(trial.model)) continue;
    pace.drawn();
    yield trial;
  }
  await (filling as Promise<number> | null)?.catch(() => {});
}

/**
 * What is leased ahead: what is drawn in so many ms, and at most so many times as are under way.
 */
const ahead = { ms: 400, times: 10 };

/** How many trials are worth leasing together: as few as are under way where they take long. */
function openPace(concurrency: number) {
  let [since, count, rate] = [performance.now(), 0, 0];
  return {
    drawn() {
      count++;
      const ms = performance.now() - since;
      if (ms < ahead.ms) return;
      [since, count, rate] = [since + ms, 0, count / ms];
    },
    ahead: () => Math.round(Math.min(Math.max(concurrency, rate * ahead.ms), ahead.times * concurrency)),
  };
}

async function lease({ queue, models, leases, halted, underWay }: Drawing, most: number): Promise<Trial[]> {
  const asked = models.filter((model) => !halted(model));
  const each = Math.ceil(most / Math.max(1, asked.length));
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
