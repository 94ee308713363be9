import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { csvText } from "../../lib/csv-text.ts";
import { openLineWriter } from "../../lib/line-writer.ts";
import type { OwnRecord } from "../own/own-record.ts";
import { columnsWith, tableRows } from "./table-rows.ts";

/** A run as CSV, with a line of column names; missing is empty. */
export async function writeCsv(
  out: string,
  records: AsyncIterable<OwnRecord>,
  factors: readonly string[],
): Promise<void> {
  const names = columnsWith(factors).map(([name]) => name);
  const stream = createWriteStream(out, { flags: "wx", mode: 0o600 });
  const write = async (rows: unknown[][]) => {
    if (!stream.write(csvText(rows))) await once(stream, "drain");
  };
  try {
    await once(stream, "open");
    await write([names]);
    for await (const record of records)
      await write(tableRows(record, factors).map((row) => names.map((name) => row[name])));
    stream.end();
    await once(stream, "close");
  } finally {
    stream.destroy();
  }
}

/** A run as JSON lines. */
export async function writeJsonLines(
  out: string,
  records: AsyncIterable<OwnRecord>,
  factors: readonly string[],
): Promise<void> {
  const names = columnsWith(factors).map(([name]) => name);
  await using writer = await openLineWriter(out);
  for await (const record of records)
    for (const row of tableRows(record, factors))
      await writer.write(Object.fromEntries(names.map((name) => [name, row[name]])));
  await writer.close();
}
