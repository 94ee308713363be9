import type { PgBoss } from "pg-boss";
import { sha256 } from "../../lib/hash.ts";
import type { Trial } from "../trial.ts";
import type { Database, Statements } from "./database.ts";

/** A trial that this worker has leased, until it is settled or the lease lapses. */
export interface Lease {
  id: string;
  /** Which attempt at the trial this is; an earlier one's has lapsed. */
  retryCount: number;
}

const longest = 365 * 24 * 3600;

/** A job of ours is kept until the queue is dropped, however long it waits or takes. */
const queueOptions = (leaseSeconds: number) => ({
  policy: "standard" as const,
  retryLimit: 1_000_000,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 23 * 3600,
  heartbeatSeconds: leaseSeconds,
  retentionSeconds: longest,
  deleteAfterSeconds: 0,
});

/**
 * pg-boss on a database, its tables in `<schema>_jobs`. `make` lets it make them where there are
 * none; without it, other tables than this version's throw. What fails in the background, such as
 * watching for leases that lapsed, is tried again by itself.
 */
export async function openBoss(database: Database, schema: string, { make = false } = {}): Promise<PgBoss> {
  const pgboss = await import("pg-boss");
  const boss = new pgboss.PgBoss({
    db: asDb(database),
    backend: database.kind,
    schema: `${schema}_jobs`,
    migrate: make,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on("error", () => {});
  return boss.start();
}

/** Statements as pg-boss takes them, also for its calls within a transaction. */
export const asDb = (statements: Statements) => ({
  executeSql: async (text: string, values?: unknown[]) => ({ rows: await statements.query(text, values) }),
});

/** The pg-boss queue of a model's trials. */
export const queueOf = (model: string): string =>
  `${model.replace(/[^\w.-]+/g, "-").slice(0, 60)}.${sha256(model).slice(0, 12)}`;

/** Makes the queues of models where they are not there. */
export async function makeQueues(boss: PgBoss, models: readonly string[], leaseSeconds: number): Promise<void> {
  for (const model of models) await boss.createQueue(queueOf(model), queueOptions(leaseSeconds));
}

/**
 * The id of a trial's job: the same each time, so that putting it twice is putting it once, and in
 * the plan's order, which jobs put together are taken in.
 */
export function jobId({ id }: Pick<Trial, "id">, index: number): string {
  const hex = index.toString(16).padStart(8, "0") + sha256(id).slice(0, 24);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
