import { described } from "../lib/described.ts";
import { columns } from "./columns.ts";
import type { Row } from "./row.ts";

/** Anything with named columns and rows of values in that order: a danfo DataFrame, whole, filtered or reordered. */
export interface FrameLike {
  columns: string[];
  values: readonly unknown[] | readonly unknown[][];
}

/**
 * Records of a frame's rows with the named columns, each of its declared type; other columns are left behind. Missing
 * numbers become NaN and missing text "". An array of rows is taken as it is. Throws on a column that is not there, and
 * on a value that cannot be of its column's type, naming row and column.
 */
export function toRows<Name extends keyof Row>(
  frame: FrameLike | readonly Pick<Row, Name>[],
  names: readonly Name[],
): Pick<Row, Name>[] {
  const { header, lines } = parts(frame, names);
  const missing = names.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new Error(`no column ${missing.join(", ")} in the frame: it has ${header.join(", ") || "none"}; keep them`);
  const places = names.map((name) => header.indexOf(name));
  return lines.map((line, row) => {
    const record = {} as Pick<Row, Name>;
    names.forEach((name, i) => (record[name] = coerce(line[places[i]!], name, row)));
    return record;
  });
}

function parts(frame: FrameLike | readonly object[], names: readonly string[]) {
  if (isFrame(frame)) return { header: frame.columns, lines: frame.values as unknown[][] };
  if (!Array.isArray(frame))
    throw new Error(`expected a frame or rows, not ${described(frame)}: pass await frame(results), or rows(results)`);
  const records = frame as Record<string, unknown>[];
  const header = records.length === 0 ? [...names] : names.filter((name) => records.every((record) => name in record));
  return { header, lines: records.map((record) => header.map((name) => record[name])) };
}

function isFrame(frame: object): frame is FrameLike {
  return (
    typeof frame === "object" &&
    frame !== null &&
    "columns" in frame &&
    "values" in frame &&
    Array.isArray(frame.columns) &&
    Array.isArray(frame.values)
  );
}

function coerce<Name extends keyof Row>(value: unknown, name: Name, row: number): Row[Name] {
  const { type } = columns[name];
  const given = coercions[type](value);
  if (given === undefined)
    throw new Error(`row ${row}, column ${name}: expected a ${type}, found ${typeof value} ${String(value)}`);
  return given as Row[Name];
}

const absent = (value: unknown) => value === null || value === undefined || value === "";

// Wide enough for what danfo's own methods and a round trip through CSV make of the values, and no wider.
const coercions = {
  string: (value: unknown) => {
    if (absent(value) || Number.isNaN(value)) return "";
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
  },
  number: (value: unknown) => {
    if (absent(value)) return NaN;
    if (typeof value === "number") return value;
    const parsed = typeof value === "string" ? Number(value) : NaN;
    return value === "NaN" || !Number.isNaN(parsed) ? parsed : undefined;
  },
  boolean: (value: unknown) => {
    if (typeof value === "boolean") return value;
    return value === 1 || value === "true" ? true : value === 0 || value === "false" ? false : undefined;
  },
};
