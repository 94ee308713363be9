import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { privateFile } from "../../lib/private.ts";

/** What a cell of a Parquet file may be; null where it is missing. */
export type Cell = string | number | boolean | null;

/** A column of a Parquet file. */
export interface ParquetColumn {
  name: string;
  type: "STRING" | "DOUBLE" | "INT32" | "BOOLEAN";
}

/** Held before they are written: so many rows, or of so many characters. */
const group = { rows: 50_000, characters: 64 << 20 };

let count = 0;

/**
 * Writes rows as Parquet, one group of them held at a time, whole or not at all; `facts` are what
 * they follow from. Gives how many there were.
 */
export async function writeRows(
  file: string,
  facts: string,
  columns: readonly ParquetColumn[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<number> {
  const [{ ParquetWriter, schemaFromColumnData }, { fileWriter }] = await Promise.all([
    import("hyparquet-writer"),
    import("hyparquet-writer/src/node.js"),
  ]);
  // Two statements at once may each write the same table.
  const unfinished = `${file}.${process.pid}-${++count}.part`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  privateFile(unfinished);
  try {
    const columnData = (some: readonly (readonly Cell[])[]) =>
      columns.map(({ name, type }, at) => ({ name, type, nullable: true, data: some.map((row) => row[at] ?? null) }));
    const writer = new ParquetWriter({
      writer: fileWriter(unfinished),
      schema: schemaFromColumnData({ columnData: columnData([]) }),
      kvMetadata: [{ key: "follows from", value: facts }],
    });
    let held: (readonly Cell[])[] = [];
    let [characters, written] = [0, 0];
    const write = () => {
      writer.write({ columnData: columnData(held) });
      [held, characters] = [[], 0];
    };
    for await (const row of rows) {
      held.push(row);
      written++;
      for (const cell of row) if (typeof cell === "string") characters += cell.length;
      if (held.length >= group.rows || characters >= group.characters) write();
    }
    if (held.length > 0) write();
    writer.finish();
    renameSync(unfinished, file);
    return written;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
