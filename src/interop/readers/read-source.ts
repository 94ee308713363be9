import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "../exchange/exchange.ts";
import { batch } from "./batch/batch.ts";
import { beginningOf } from "./beginning-of.ts";
import { bloom } from "./bloom/bloom.ts";
import { csv } from "./csv.ts";
import { inspect } from "./inspect/inspect.ts";
import { parquet } from "./parquet.ts";
import { promptfoo } from "./promptfoo.ts";
import type { Reader, ReaderContext } from "./reader.ts";
import { jsonLines, jsonList, yamlList } from "./records.ts";

/** Every format, the more particular first. */
const readers: readonly Reader[] = [inspect, parquet, batch, promptfoo, bloom, csv, yamlList, jsonLines, jsonList];

/**
 * The files of sources, folders searched through; hidden ones and what has no known ending are
 * passed over.
 */
export function filesOf(sources: readonly string[]): string[] {
  return sources.flatMap((source) => {
    const found = statSync(source, { throwIfNoEntry: false });
    if (!found) throw new Error(`${source}: no such file or folder`);
    if (!found.isDirectory()) return [source];
    const inside = readdirSync(source, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(eval|parquet|jsonl?|ndjson|[ct]sv|ya?ml)$/i.test(name) && !/(^|[\\/])\./.test(name))
      .toSorted()
      .map((name) => join(source, name))
      .filter((file) => statSync(file).isFile());
    if (inside.length === 0)
      throw new Error(`${source}: no file in it that could be read (.eval, .json, .jsonl, .csv, .yaml, .parquet)`);
    return inside;
  });
}

/** The format of a file. Throws where none is known. */
function readerOf(file: string): Reader {
  const beginning = beginningOf(file);
  const reader = readers.find((each) => each.knows(file, beginning));
  if (reader) return reader;
  throw new Error(`${file} is of no known format: expected ${readers.map(({ name }) => name).join(", ")}`);
}

/**
 * Every conversation of a source's files, with whether its fields are named by our keys unless told
 * otherwise.
 */
export async function* readFiles(context: ReaderContext): AsyncGenerator<{ entry: Entry; plain: boolean }> {
  for (const file of context.files) {
    const reader = readerOf(file);
    const plain = plainReaders.has(reader);
    for await (const entry of reader.read(file, context)) yield { entry, plain };
  }
}

const plainReaders = new Set<Reader>([parquet, csv, yamlList, jsonLines, jsonList]);
