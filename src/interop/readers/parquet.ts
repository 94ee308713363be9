import type { Entry } from "../exchange/exchange.ts";
import { entryFrom } from "./entry-from.ts";
import type { Reader } from "./reader.ts";

/** Rows that are read at once. */
const GROUP = 2000;

/** Parquet: a table that this project wrote, or any by a mapping. */
export const parquet: Reader = {
  name: "Parquet",
  knows: (file, beginning) => /\.parquet$/i.test(file) && beginning.startsWith("PAR1"),
  async *read(file) {
    const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
    const buffer = await asyncBufferFromFile(file);
    const metadata = await parquetMetadataAsync(buffer).catch((cause: unknown) => {
      throw new Error(`${file} is no whole Parquet file: write or copy it again`, { cause });
    });
    const wanted = metadata.schema.some(({ name }) => name === "record") ? { columns: ["record"] } : {};
    const size = Number(metadata.num_rows);
    for (let start = 0; start < size; start += GROUP) {
      const rowEnd = Math.min(start + GROUP, size);
      const rows = await parquetReadObjects({ file: buffer, metadata, rowStart: start, rowEnd, ...wanted });
      for (const [i, row] of rows.entries()) {
        const entry: Entry | null = entryFrom(file, `row ${start + i + 1}`, row, (start + i + 1) / size);
        if (entry !== null) yield entry;
      }
    }
  },
};
