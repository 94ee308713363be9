import type { FrameLike } from "../../frames/to-rows.ts";

/** Reads one column by row, of a frame (names and rows of values) or of records. */
export type Column = (row: number) => unknown;

/** A named column of a frame or of records. Throws, naming those there are, when it is not among them. */
export function columnOf(data: FrameLike | readonly object[], name: string): Column {
  if (!("columns" in data)) {
    const records = data as readonly Record<string, unknown>[];
    if (records.length > 0 && !(name in records[0]!)) throw missing(name, Object.keys(records[0]!));
    return (row) => records[row]![name];
  }
  const place = data.columns.indexOf(name);
  if (place < 0) throw missing(name, data.columns);
  const values = data.values as readonly unknown[][];
  return (row) => values[row]![place];
}

export const rowCount = (data: FrameLike | readonly object[]): number =>
  "columns" in data ? data.values.length : data.length;

const missing = (name: string, there: readonly string[]) =>
  new Error(
    `no column "${name}" among ${there.join(", ") || "none"}: keep it, or take the rows from rows() or frame()`,
  );

/** Missing text, null or NaN, is "". */
export const asText = (value: unknown): string =>
  typeof value === "string" ? value : value === null || value === undefined || Number.isNaN(value) ? "" : String(value);

/** Missing numbers are NaN; text that is not a number throws. */
export function asNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined || value === "" || value === "NaN") return NaN;
  const number = Number(value);
  if (typeof value === "string" && !Number.isNaN(number)) return number;
  throw new TypeError(`a value of ${String(value)}: expected a number`);
}

export const asFlag = (value: unknown): boolean => value === true || value === 1 || value === "true";
