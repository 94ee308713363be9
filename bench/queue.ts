import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownPostgres, withPostgres, type OwnPostgres } from "../src/runner/queue/own-postgres.ts";
import type { Options } from "./options.ts";
import { kills } from "./queue/kills.ts";
import { limits } from "./queue/limits.ts";
import { slow, throughput } from "./queue/throughput.ts";
import type { Row } from "./row.ts";

/** What parts are measured with: a server, a folder that goes when it is over, and how much. */
export interface Bench extends Options {
  postgres: OwnPostgres;
  root: string;
}

const parts: Record<string, (bench: Bench) => Promise<Row[]>> = { throughput, slow, limits, kills };

/**
 * Four worker processes on a queue, in parts that can be run by themselves (`--part`): how fast
 * they are beside four processes that do the same apart, whether they keep a limit together, and
 * what is lost where they and their PostgreSQL are killed again and again.
 */
export async function benchQueue(options: Options): Promise<Row[]> {
  if (withPostgres.skip) return [{ figure: "queue", measured: withPostgres.skip, target: "", met: null }];
  const wanted = options.part === undefined ? Object.keys(parts) : [options.part];
  if (!wanted.every((name) => name in parts))
    throw new Error(`no part "${options.part}": there are ${Object.keys(parts).join(", ")}`);
  const postgres = await ownPostgres();
  const root = mkdtempSync(join(tmpdir(), "parallax-bench-queue-"));
  try {
    const rows: Row[] = [];
    for (const name of wanted) rows.push(...(await parts[name]!({ ...options, postgres, root })));
    return rows;
  } finally {
    await postgres.close();
    rmSync(root, { recursive: true, force: true });
  }
}
