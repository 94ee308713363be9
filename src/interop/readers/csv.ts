import { createReadStream, statSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import Papa from "papaparse";
import { withoutMark } from "../../lib/csv-text.ts";
import { entryFrom } from "./entry-from.ts";
import type { Reader } from "./reader.ts";

/** CSV or TSV with a line of column names. */
export const csv: Reader = {
  name: "CSV",
  knows: (file) => /\.[ct]sv$/i.test(file),
  async *read(file, { leave }) {
    const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
      delimiter: /\.tsv$/i.test(file) ? "\t" : "",
      skipEmptyLines: "greedy",
    });
    const { size } = statSync(file);
    const source = createReadStream(file);
    const rows: AsyncIterable<string[]> = pipeline(Readable.from(decoded(source, file)), parser, () => {});
    let names: string[] | null = null;
    let number = 0;
    for await (const row of rows) {
      if (names === null && row.length === 1 && row[0]!.startsWith("#")) {
        leave({ place: file, reason: "a header, not a reply" });
        continue;
      }
      if (names === null) {
        names = row.map((name) => name.trim());
        const twice = names.find((name, i) => name !== "" && names!.indexOf(name) !== i);
        if (twice !== undefined) throw new Error(`${file} has two columns called ${twice}: rename or remove one`);
        continue;
      }
      number++;
      if (row.length !== names.length)
        throw new Error(`${file}, row ${number}: ${row.length} fields where the header has ${names.length}`);
      const entry = entryFrom(
        file,
        `row ${number}`,
        Object.fromEntries(names.map((name, i) => [name, withoutMark(row[i]!.replace(/\r$/, ""))])),
        source.bytesRead / size,
      );
      if (entry !== null) yield entry;
    }
  },
};

/** Its text, piece by piece, without a byte-order mark. Throws where it is not UTF-8. */
async function* decoded(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Error(`${file} is not in UTF-8: save it again as UTF-8`, { cause });
  }
}
