import { basename, dirname } from "node:path";
import { described } from "../../lib/described.ts";
import type { Entry } from "../exchange/exchange.ts";
import { lookUp } from "./look-up.ts";
import type { FilledMapping } from "./mapping.ts";

/** What does not fit a mapping, said with its place. */
class Misfit extends Error {}

/**
 * Reads values of one entry by a mapping; what goes wrong names file, place, field and what was
 * found.
 */
export interface Asker {
  entry: Entry;
  mapping: FilledMapping;
  /**
   * The value under a key; undefined where the mapping has no such key, or leaves it to the tool.
   */
  ask(key: string): unknown;
  fail(key: string, problem: string): Error;
  /** What `read` gives; what it throws gets the key's place, unless it says one. */
  under<T>(key: string, read: () => T): T;
}

export const placeOf = ({ file, at }: Pick<Entry, "file" | "at">): string => (at === "" ? file : `${file}, ${at}`);

export function askerOf(entry: Entry, mapping: FilledMapping): Asker {
  const fail = (key: string, problem: string): Error => {
    const from = mapping.get(key)?.from;
    return new Misfit(`${placeOf(entry)}, ${key}${from === undefined ? "" : ` (${from})`}: ${problem}`);
  };
  const ask = (key: string): unknown => {
    const mapped = mapping.get(key);
    if (mapped?.from === undefined) return undefined;
    const value = matched(valueOf(entry, mapped.from), mapped.match, (problem) => fail(key, problem));
    if (mapped.values === undefined || value === undefined || value === null) return value;
    const ours = Object.hasOwn(mapped.values, String(value)) ? mapped.values[String(value)] : undefined;
    if (ours === undefined)
      throw fail(key, `${JSON.stringify(value)} is none of the values ${Object.keys(mapped.values).join(", ")}`);
    return ours;
  };
  const under = <T>(key: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw error instanceof Misfit ? error : fail(key, (error as Error).message);
    }
  };
  return { entry, mapping, ask, fail, under };
}

function valueOf({ file, record }: Entry, from: string): unknown {
  if (from.startsWith("=")) return from.slice(1);
  if (from === "$file") return basename(file).replace(/\.[^.]+$/, "");
  if (from === "$folder") return basename(dirname(file));
  return lookUp(record, from);
}

/** A key's value as text; undefined where nobody was asked. Throws where the path leads nowhere. */
export function textUnder({ entry, mapping, ask, fail }: Asker, key: string): string | undefined {
  if (mapping.get(key)?.from === undefined) return undefined;
  const value = ask(key);
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) throw fail(key, `nothing there; it has ${fieldsOf(entry.record)}`);
  throw fail(key, `${described(value)}: expected a text`);
}

/** The names of a record's fields, and of those within them, in words. */
export function fieldsOf(record: unknown): string {
  if (typeof record !== "object" || record === null) return described(record);
  const names = Object.entries(record).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.keys(value)
          .slice(0, 8)
          .map((inner) => `${name}.${inner}`)
      : [name],
  );
  return names.slice(0, 40).join(", ") || "nothing in it";
}

/** What a value's first group of a match is, or all that it matches. */
function matched(value: unknown, match: string | undefined, fail: (problem: string) => Error): unknown {
  if (match === undefined || value === undefined || value === null) return value;
  const found = new RegExp(match, "u").exec(String(value));
  if (found === null) throw fail(`${JSON.stringify(value)} does not match ${match}`);
  return found[1] ?? found[0];
}
