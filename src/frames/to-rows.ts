import { openFrame, requireColumns, type FrameData } from "./open-frame.ts";
import { checkScored, flags, numbers, texts, typeOf } from "./read-column.ts";
import type { Row } from "./row.ts";

export type { FrameData } from "./open-frame.ts";

/**
 * Records of a frame's rows (or of rows, or of arrays by column) with the named columns, each of
 * its declared type; other columns are left behind. Missing numbers become NaN and missing text "";
 * flags may be written as Python writes them. Throws on a column that is not there, and on a value
 * that cannot be of its column's type or a scored one that is no proportion, naming row, column and
 * value.
 */
export function toRows<Name extends keyof Row>(
  frame: FrameData<Pick<Row, Name>>,
  names: readonly Name[],
): Pick<Row, Name>[] {
  return recordsOf(frame, names) as Pick<Row, Name>[];
}

/** {@link toRows}, of columns that need not be the project's own: those are text. */
export function recordsOf(data: FrameData, names: readonly string[]): Record<string, unknown>[] {
  const frame = openFrame(data);
  requireColumns(frame, names);
  if (frame.size === 0) return [];
  const readers = names.map((name) => [name, readerOf[typeOf(name)](frame, name)] as const);
  const check = names.includes("value") && names.includes("status");
  return Array.from({ length: frame.size }, (_, row) => {
    const record: Record<string, unknown> = {};
    for (const [name, read] of readers) record[name] = read(row);
    if (check && record["status"] === "scored") checkScored(record["value"] as number, row);
    return record;
  });
}

const readerOf = { string: texts, number: numbers, boolean: flags };
