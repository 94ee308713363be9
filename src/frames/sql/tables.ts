import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { grade } from "../../judges/grading/grade.ts";
import { gradesFollowFrom } from "../../judges/grading/kept-grades.ts";
import { hash } from "../../lib/hash.ts";
import { sourceHash } from "../../lib/source-hash.ts";
import type { Run } from "../../runner/trial.ts";
import { replyColumns, replyRows } from "./reply-rows.ts";
import { resultTable } from "./result-rows.ts";
import { writeRows } from "./write-rows.ts";

/** A table of a run: `results`, a row a trial and outcome; `replies`, a row a reply. */
export type TableName = "results" | "replies";

/**
 * The Parquet file of a run's table, in `sql/` of its folder: written where it is not there, or
 * anything it follows from has changed since.
 */
export async function tableFile(run: Run, table: TableName): Promise<string> {
  const file = join(run.dir, "sql", `${table}.parquet`);
  const facts = factsOf(run);
  if (existsSync(file) && (await followsFrom(file)) === facts) return file;
  if (table === "replies") await writeRows(file, facts, replyColumns, replyRows(run.dir));
  else {
    const { columns, rows } = resultTable(await grade(run, { save: false, onProgress: () => {} }));
    await writeRows(file, facts, columns, rows);
  }
  return file;
}

/** All that a run's tables follow from: its files, what judges said of it, and this code. */
function factsOf(run: Run): string {
  const judged = statSync(join(run.dir, "grades.jsonl"), { throwIfNoEntry: false });
  return hash([gradesFollowFrom(run, 0), judged?.size ?? null, judged?.mtimeMs ?? null, sourceHash("frames")]);
}

async function followsFrom(file: string): Promise<string | undefined> {
  const { asyncBufferFromFile, parquetMetadataAsync } = await import("hyparquet");
  try {
    const { key_value_metadata: kept } = await parquetMetadataAsync(await asyncBufferFromFile(file));
    return kept?.find(({ key }) => key === "follows from")?.value;
  } catch {
    // What cannot be read is written anew.
    return undefined;
  }
}
