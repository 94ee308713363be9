import type { Pool, PoolClient, QueryResult } from "pg";
import { lazy } from "../../lib/lazy.ts";
import type { Database, Rows, Statements } from "./database.ts";

const driver = lazy(async () => (await import("pg")).default);

const connectMs = 10_000;

/**
 * A database on a PostgreSQL server, by a small pool of connections. Connections that are cut throw
 * from the statements under way, and from nothing else.
 */
export async function openPostgres(url: string): Promise<Database> {
  const postgres = await driver();
  const pool = new postgres.Pool({
    connectionString: url,
    max: 6,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  });
  // An idle connection that is cut is taken out of the pool; there is nothing else to do.
  pool.on("error", () => {});
  return {
    kind: "postgres",
    ...statementsOf(pool),
    async transaction(work) {
      const client = await pool.connect();
      // The pool hears of idle connections only: one that is cut while it is out, unheard, would
      // end the process. What was asked of it throws the same.
      let cut: Error | undefined;
      const hear = (error: Error) => (cut ??= error);
      client.on("error", hear);
      try {
        await client.query("BEGIN");
        const done = await work(statementsOf(client));
        await client.query("COMMIT");
        return done;
      } catch (error) {
        await client.query("ROLLBACK").catch((failure: Error) => (cut ??= failure));
        throw error;
      } finally {
        client.off("error", hear);
        client.release(cut);
      }
    },
    close: () => pool.end(),
  };
}

const statementsOf = (connected: Pool | PoolClient): Statements => ({
  query: async (text, values) => rowsOf(await connected.query(text, values && [...values])),
});

const rowsOf = (result: QueryResult | QueryResult[]): Rows => [result].flat().flatMap(({ rows }) => rows as Rows);
