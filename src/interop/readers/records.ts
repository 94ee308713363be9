import { readFileSync, statSync } from "node:fs";
import { jsonElements } from "../../lib/json-elements.ts";
import { zod } from "../../lib/lazy.ts";
import { parseLooseJson } from "../../lib/loose-json.ts";
import { textLines } from "../../lib/text-lines.ts";
import { utf8 } from "../../lib/utf8.ts";
import { parseYaml } from "../../scenarios/parse.ts";
import type { Entry } from "../exchange/exchange.ts";
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

/** A JSON list of records, an object with one such list in it, or one that is a record itself. */
export const jsonList: Reader = {
  name: "JSON",
  knows: (file, beginning) => /\.json$/i.test(file) || /^\s*[[{]/.test(beginning),
  async *read(file, { isRecord }) {
    let list: string | null = null;
    const { size } = statSync(file);
    const depth = (await firstByte(file)) === "[" ? 1 : 2;
    const whole = depth === 2 && size <= LARGEST_RECORD ? await wholeOf(file) : null;
    if (whole !== null && isRecord(whole)) return yield* entriesOf(file, [whole], "");
    const isItem = (path: readonly (string | number)[]) => typeof path.at(-1) === "number" && path.length === depth;
    for await (const { path, text, end } of jsonElements(file, isItem)) {
      if (depth === 2 && !text.startsWith("{")) continue;
      const name = depth === 2 ? String(path[0]) : "";
      if (list !== null && list !== name)
        throw new Error(`${file} has several lists of records, ${list} and ${name}: give a file with one`);
      list = name;
      const entry = entryFrom(file, `entry ${(path.at(-1) as number) + 1}`, parseLooseJson(text), end / size);
      if (entry !== null) yield entry;
    }
    if (list === null)
      throw new Error(
        `${file} has no list of records: expected [{…}, …], an object with one such list, or one that has what the mapping names`,
      );
  },
};

/** Bytes up to which a file is looked at as one record. */
const LARGEST_RECORD = 16 << 20;

async function wholeOf(file: string): Promise<unknown> {
  for await (const { text } of jsonElements(file, (path) => path.length === 0)) return parseLooseJson(text);
  return null;
}

function* entriesOf(file: string, records: readonly unknown[], of = "entry"): Generator<Entry> {
  for (const [index, record] of records.entries()) {
    const entry = entryFrom(file, of === "" ? "" : `${of} ${index + 1}`, record, (index + 1) / records.length);
    if (entry !== null) yield entry;
  }
}

async function firstByte(file: string): Promise<string> {
  for await (const { text } of textLines(file)) return text.trim()[0]!;
  return "";
}

/** YAML: a list of records, an object with one such list in it, or a record a document. */
export const yamlList: Reader = {
  name: "YAML",
  knows: (file) => /\.ya?ml$/i.test(file),
  // oxlint-disable-next-line require-yield
  async *read(file, { isRecord }) {
    const values = documentsOf(utf8(readFileSync(file), file).replace(/^\uFEFF/, ""), file);
    const [only] = values;
    if (values.length > 1 || isRecord(only)) return yield* entriesOf(file, values, "document");
    const lists = Array.isArray(only) ? [only] : Object.values((only ?? {}) as object).filter(Array.isArray);
    if (lists.length !== 1) throw new Error(`${file} has ${lists.length} lists of records: expected one`);
    yield* entriesOf(file, lists[0]!);
  },
};

/** The documents of a file, which lines of three dashes part. */
function documentsOf(text: string, file: string): unknown[] {
  const values: unknown[] = [];
  let line = 1;
  for (const document of text.split(/^---(?=\s|$)/m)) {
    if (/^\s*[^\s#%]/m.test(document)) values.push(parseYaml(document, zod().unknown(), file, line));
    line += document.split("\n").length - 1;
  }
  return values;
}
