import type { Trial } from "../trial.ts";
import { asDb, queueOf, type Lease } from "./boss.ts";
import type { Queue } from "./open-queue.ts";
import { patiently, type Patience } from "./reach.ts";
import { endJobs } from "./settle.ts";
import type { WorkerFolder } from "./worker-folder.ts";

/** The trials that one worker holds. */
export interface Leases {
  /** Leases up to so many trials of a model, noted in the worker's folder. */
  fetch(model: string, most: number): Promise<Trial[]>;
  of(trial: string): Lease;
  /** Says that this worker is alive. */
  beat(): Promise<void>;
  /** Forgets one that was settled. */
  drop(trial: string): void;
  /** Ends the job of a trial that was over before it was leased. */
  end(trial: string): Promise<void>;
  /** Gives back what is held and not settled, or one trial of it, to be leased again at once. */
  giveBack(trial?: string): Promise<void>;
}

/** No leases yet, but for those that a worker killed in this folder left, which are freed back. */
export async function openLeases(queue: Queue, folder: WorkerFolder, patience: Patience): Promise<Leases> {
  const { boss } = queue;
  const held = new Map<string, { model: string; lease: Lease }>();
  const byModel = () => Map.groupBy(held.values(), ({ model }) => model);
  await release(queue, folder.left, patience);
  return {
    async fetch(model, most) {
      const jobs = await patiently(() => boss.fetch<Trial>(queueOf(model), { batchSize: most }), patience);
      if (jobs.length === 0) return [];
      const leases = jobs.map(({ id, retryCount }) => ({ id, retryCount }));
      await folder.journal.append({ kind: "leased", model, leases });
      jobs.forEach(({ data }, index) => held.set(data.id, { model, lease: leases[index]! }));
      return jobs.map(({ data }) => data);
    },
    of: (trial) => held.get(trial)!.lease,
    async beat() {
      for (const [model, some] of byModel())
        await boss.touch(
          queueOf(model),
          some.map(({ lease }) => lease),
        );
      await queue.database.query(`UPDATE ${queue.schema}.workers SET seen = clock_timestamp() WHERE id = $1`, [
        folder.id,
      ]);
    },
    drop: (trial) => void held.delete(trial),
    async end(trial) {
      const { model, lease } = held.get(trial)!;
      await patiently(() => endJobs(boss, model, [lease.id]), patience);
      held.delete(trial);
    },
    async giveBack(trial) {
      const trials = trial === undefined ? [...held.keys()] : [trial];
      const freed = trials.flatMap((each) => held.get(each) ?? []);
      for (const each of trials) held.delete(each);
      await release(queue, freed, patience);
    },
  };
}

/** Gives leases back where they have not lapsed: the trials are as they were before. */
async function release(
  { database, boss }: Queue,
  held: readonly { model: string; lease: Lease }[],
  patience: Patience,
): Promise<void> {
  for (const [model, some] of Map.groupBy(held, (each) => each.model)) {
    const leases = some.map(({ lease }) => lease);
    await patiently(
      () =>
        database.transaction(async (statements) => {
          const db = asDb(statements);
          await boss.cancel(queueOf(model), leases, { db });
          await boss.resume(
            queueOf(model),
            leases.map(({ id }) => id),
            { db },
          );
        }),
      patience,
    );
  }
}
