import { privateFile } from "../../lib/private.ts";
import type { OwnRecord } from "../own/own-record.ts";
import { columnsWith, tableRows, type Cell, type TableRow } from "./table-rows.ts";

/** Rows that are held before they are written. */
const GROUP = 10_000;

/**
 * A run as Parquet, its columns typed, what is missing null. Rows are written in groups, and only
 * one group is held.
 */
export async function writeParquet(
  out: string,
  records: AsyncIterable<OwnRecord>,
  factors: readonly string[],
): Promise<void> {
  const [{ ParquetWriter }, { fileWriter }, { schemaFromColumnData }] = await Promise.all([
    import("hyparquet-writer"),
    import("hyparquet-writer/src/node.js"),
    import("hyparquet-writer"),
  ]);
  const columns = columnsWith(factors);
  privateFile(out);
  const dataOf = (rows: readonly TableRow[]) =>
    columns.map(([name, type]) => ({ name, type, nullable: true, data: rows.map((row): Cell => row[name] ?? null) }));
  const writer = new ParquetWriter({
    writer: fileWriter(out),
    schema: schemaFromColumnData({ columnData: dataOf([]) }),
  });
  let held: TableRow[] = [];
  for await (const record of records) {
    held.push(...tableRows(record, factors));
    if (held.length < GROUP) continue;
    writer.write({ columnData: dataOf(held) });
    held = [];
  }
  if (held.length > 0) writer.write({ columnData: dataOf(held) });
  writer.finish();
}
