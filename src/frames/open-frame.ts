import { described } from "../lib/described.ts";

/**
 * Anything with named columns and rows of values in that order: a danfo DataFrame, whole, filtered
 * or reordered.
 */
export interface FrameLike {
  columns: string[];
  values: readonly unknown[] | readonly unknown[][];
}

/** Arrays by column name, typed or not, all of one length. */
export type FrameColumns = Readonly<Record<string, ArrayLike<unknown>>>;

/** A table in any of the shapes that are read: a frame, rows, columns, or an open table. */
export type FrameData<R extends object = object> = FrameLike | readonly R[] | FrameColumns | CodedFrame;

/** A column as the places of its values in a list of them, by row. */
export interface Codes {
  codes: ArrayLike<number>;
  values: readonly unknown[];
  /**
   * Whether all values are different texts that are in the table, and no row is there twice by it.
   */
  distinct?: true;
}

/** An open table that knows which of its rows have the same value. */
export interface CodedFrame extends OpenFrame {
  /** Undefined of a column whose values are all taken for different ones. */
  coded(name: string): Codes | undefined;
}

/** One table, whatever its shape: its columns' names, and any column's values by row. */
export interface OpenFrame {
  size: number;
  names: readonly string[];
  /** Throws where there is no such column, or a row lacks it. */
  column(name: string): (row: number) => unknown;
}

/** Opens a table without looking at its values. Throws on what is none. */
export function openFrame(data: FrameData): OpenFrame {
  if (Array.isArray(data)) return ofRecords(data as readonly Record<string, unknown>[]);
  if (isCoded(data)) return data;
  if (isFrame(data)) return ofFrame(data);
  if (isColumns(data)) return ofColumns(data);
  throw new Error(
    `expected a frame or rows, not ${described(data)}: pass await frame(results), rows(results), or arrays by column`,
  );
}

/** Throws for columns that are not there, naming those that are. */
export function requireColumns(frame: OpenFrame, names: readonly string[]): void {
  const missing = names.filter((name) => !frame.names.includes(name));
  if (missing.length > 0 && frame.names.length > 0) throw absent(missing, frame.names);
}

/** What is said of columns that are not there. */
export const absent = (missing: readonly string[], there: readonly string[]) =>
  new Error(
    `no column ${missing.join(", ")} in the frame: it has ${there.join(", ") || "none"}; keep them, or take the rows from rows() or frame()`,
  );

/** Whether it is a table that is open, and coded. */
export const isCoded = (data: unknown): data is CodedFrame =>
  typeof data === "object" && data !== null && typeof (data as Partial<CodedFrame>).coded === "function";

/** Whether it is a table in any of these shapes. */
export const isFrameData = (data: unknown): data is FrameData =>
  Array.isArray(data) || isCoded(data) || isFrame(data as object) || isColumns(data as object);

function isFrame(data: object): data is FrameLike {
  return (
    typeof data === "object" &&
    data !== null &&
    "columns" in data &&
    "values" in data &&
    Array.isArray(data.columns) &&
    data.columns.every((name) => typeof name === "string") &&
    Array.isArray(data.values)
  );
}

function isColumns(data: object): data is FrameColumns {
  if (typeof data !== "object" || data === null) return false;
  const columns = Object.values(data);
  return columns.length > 0 && columns.every((column) => Array.isArray(column) || ArrayBuffer.isView(column));
}

function ofRecords(records: readonly Record<string, unknown>[]): OpenFrame {
  const names = records.length === 0 ? [] : Object.keys(records[0]!);
  return {
    size: records.length,
    names,
    column(name) {
      if (records.length > 0 && !(name in records[0]!)) throw absent([name], names);
      return (row) => {
        const value = records[row]![name];
        if (value === undefined && !(name in records[row]!)) throw new Error(`row ${row}: no column ${name} in it`);
        return value;
      };
    },
  };
}

function ofFrame({ columns, values }: FrameLike): OpenFrame {
  const lines = values as readonly unknown[][];
  return {
    size: lines.length,
    names: columns,
    column(name) {
      const place = columns.indexOf(name);
      if (place < 0) throw absent([name], columns);
      return (row) => lines[row]![place];
    },
  };
}

function ofColumns(data: FrameColumns): OpenFrame {
  const names = Object.keys(data);
  const size = data[names[0]!]!.length;
  const odd = names.find((name) => data[name]!.length !== size);
  if (odd !== undefined)
    throw new Error(`column ${odd} has ${data[odd]!.length} values and ${names[0]} ${size}: expected as many in each`);
  return {
    size,
    names,
    column(name) {
      const values = data[name];
      if (values === undefined) throw absent([name], names);
      return (row) => values[row];
    },
  };
}
