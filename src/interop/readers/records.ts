import { createReadStream, readFileSync, statSync } from "node:fs";
import Papa from "papaparse";
import { withoutMark } from "../../lib/csv-text.ts";
import { jsonElements } from "../../lib/json-elements.ts";
import { zod } from "../../lib/lazy.ts";
import { parseLooseJson } from "../../lib/loose-json.ts";
import { textLines } from "../../lib/text-lines.ts";
import { parseYaml } from "../../scenarios/parse.ts";
import { entryFrom } from "./entry-from.ts";
import type { Reader } from "./reader.ts";

/** JSON lines: a record a line. */
export const jsonLines: Reader = {
  name: "JSON lines",
  knows: (file, beginning) => /\.(jsonl|ndjson)$/i.test(file) || /^\s*\{.*\}\s*\n\s*\{/.test(beginning),
  async *read(file) {
    const { size } = statSync(file);
    for await (const { text, number, end } of textLines(file)) {
      try {
        const entry = entryFrom(file, `line ${number}`, parseLooseJson(text), end / size);
        if (entry !== null) yield entry;
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause;
        throw new Error(`${file}, line ${number} is not JSON: correct or remove it`, { cause });
      }
    }
  },
};

/** A JSON list of records, or an object with one such list in it. */
export const jsonList: Reader = {
  name: "JSON",
  knows: (file, beginning) => /\.json$/i.test(file) || /^\s*[[{]/.test(beginning),
  async *read(file) {
    let list: string | null = null;
    const { size } = statSync(file);
    const isRecord = (path: readonly (string | number)[]) => typeof path.at(-1) === "number" && path.length === depth;
    const depth = (await firstByte(file)) === "[" ? 1 : 2;
    for await (const { path, text, end } of jsonElements(file, isRecord)) {
      if (depth === 2 && !text.startsWith("{")) continue;
      const name = depth === 2 ? String(path[0]) : "";
      if (list !== null && list !== name)
        throw new Error(`${file} has several lists of records, ${list} and ${name}: give a file with one`);
      list = name;
      const entry = entryFrom(file, `entry ${(path.at(-1) as number) + 1}`, parseLooseJson(text), end / size);
      if (entry !== null) yield entry;
    }
    if (list === null)
      throw new Error(`${file} has no list of records: expected [{…}, …], or an object with one such list`);
  },
};

async function firstByte(file: string): Promise<string> {
  for await (const { text } of textLines(file)) return text.trim()[0]!;
  return "";
}

/** CSV or TSV with a line of column names. */
export const csv: Reader = {
  name: "CSV",
  knows: (file) => /\.[ct]sv$/i.test(file),
  async *read(file) {
    const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
      delimiter: /\.tsv$/i.test(file) ? "\t" : "",
      skipEmptyLines: "greedy",
    });
    const { size } = statSync(file);
    const source = createReadStream(file, "utf8");
    const rows = source.pipe(parser) as AsyncIterable<string[]>;
    let names: string[] | null = null;
    let number = 0;
    for await (const row of rows) {
      if (names === null) {
        names = row.map((name) => name.replace(/^\uFEFF/, "").trim());
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

/** YAML: a list of records. */
export const yamlList: Reader = {
  name: "YAML",
  knows: (file) => /\.ya?ml$/i.test(file),
  // oxlint-disable-next-line require-yield
  async *read(file) {
    const value: unknown = parseYaml(readFileSync(file, "utf8"), zod().unknown(), file);
    const lists = Array.isArray(value) ? [value] : Object.values((value ?? {}) as object).filter(Array.isArray);
    if (lists.length !== 1) throw new Error(`${file} has ${lists.length} lists of records: expected one`);
    for (const [index, record] of lists[0]!.entries()) {
      const entry = entryFrom(file, `entry ${index + 1}`, record, (index + 1) / lists[0]!.length);
      if (entry !== null) yield entry;
    }
  },
};
