import type { Queue } from "./open-queue.ts";
import { lineHash, type Came, type Settled } from "./settle.ts";
import type { WorkerFolder } from "./worker-folder.ts";

/** Brings to a queue what an earlier worker in a folder received, and only that folder has. */
export async function bringReceived(
  { database, schema }: Queue,
  { received }: WorkerFolder,
  settle: (settled: Settled) => Promise<Came>,
): Promise<void> {
  for await (const some of received()) {
    const lines = some.flatMap((settled) => {
      const { line } = settled;
      return line.kind === "reply" ? [{ settled, trial: line.trial, hash: lineHash(line) }] : [];
    });
    const rows = await database.query(
      `SELECT trial, hash FROM ${schema}.lines WHERE trial = ANY($1) AND hash IS NOT NULL`,
      [[...new Set(lines.map(({ trial }) => trial))]],
    );
    const there = new Set(rows.map(({ trial, hash }) => `${String(trial)} ${String(hash)}`));
    const missing = lines.filter(({ trial, hash }) => !there.has(`${trial} ${hash}`));
    await Promise.all(missing.map(({ settled }) => settle(settled)));
  }
}
