import type { Queue } from "./open-queue.ts";
import { patiently, type Patience } from "./reach.ts";

/** How the workers of a queue are getting on. */
export interface Workers {
  /** Seen within the last minute. */
  alive: number;
  /** Why the last one that stopped before the plan's end did; null where none did. */
  stopped: string | null;
  /** Why the budget has no room for another call; null where it has. */
  short: string | null;
}

/** Asks a queue how its workers are getting on. */
export async function workersOf({ database, schema }: Queue, patience: Patience): Promise<Workers> {
  const [row] = await patiently(
    () =>
      database.query(
        `SELECT (SELECT count(*)::integer FROM ${schema}.workers
            WHERE NOT gone AND seen > clock_timestamp() - interval '1 minute') AS alive,
          (SELECT stopped FROM ${schema}.workers WHERE gone ORDER BY seen DESC LIMIT 1) AS stopped,
          (SELECT short FROM ${schema}.about) AS short`,
      ),
    patience,
  );
  const { alive, stopped, short } = row as unknown as Workers;
  return { alive, stopped, short };
}
