import type { FailureLine, ReplyLine } from "../trial.ts";
import type { Queue } from "./open-queue.ts";
import { patiently, type Patience } from "./reach.ts";

/** A line of the queue, and whether its trial is over with it. */
export interface Collected {
  line: ReplyLine | FailureLine;
  ends: boolean;
}

/** Read together: so many lines, or the first of them that have so many bytes. */
const atOnce = { lines: 2000, bytes: 32 << 20 };

/**
 * Gives what was committed to a queue since it gave last, in the order of the transactions; all of
 * it the first time. What is still being written is given once nothing before it can come any more.
 */
export function collecting({ database, schema }: Queue, patience: Patience): () => AsyncGenerator<Collected> {
  let [tx, seq] = ["0", "0"];
  return async function* () {
    for (;;) {
      const rows = await patiently(
        () =>
          database.query(
            `SELECT tx::text AS tx, seq, ends, line FROM (
              SELECT *, sum(octet_length(line)) OVER (ORDER BY tx, seq) - octet_length(line) AS before FROM (
                SELECT * FROM ${schema}.lines
                WHERE tx < pg_snapshot_xmin(pg_current_snapshot()) AND (tx, seq) > ($1::xid8, $2::bigint)
                ORDER BY tx, seq LIMIT ${atOnce.lines}
              ) AS following
            ) AS summed WHERE before < ${atOnce.bytes} ORDER BY summed.tx, summed.seq`,
            [tx, seq],
          ),
        patience,
      );
      for (const row of rows) {
        [tx, seq] = [String(row["tx"]), String(row["seq"])];
        yield { line: JSON.parse(String(row["line"])) as Collected["line"], ends: row["ends"] === true };
      }
      if (rows.length === 0) return;
    }
  };
}
