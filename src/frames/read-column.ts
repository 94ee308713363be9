import { readFlag, readNumber, readText } from "../lib/read-value.ts";
import { columns } from "./columns.ts";
import type { OpenFrame } from "./open-frame.ts";
import { comparedArms } from "./published.ts";
import type { ColumnType } from "./table.ts";

/** The declared type of a column; a column that is not the project's own is text. */
export function typeOf(name: string): ColumnType {
  if (name === "bitsPerToken" || name === "minK") return "number";
  return Object.hasOwn(columns, name) ? columns[name as keyof typeof columns].type : "string";
}

/**
 * A column as text: missing is "", flags and numbers as this project writes them. Throws with row,
 * column and value.
 */
export function texts(frame: OpenFrame, name: string): (row: number) => string {
  const at = frame.column(name);
  const read = (value: unknown, row: number) => textOf(name, value) ?? refuse({ row, name, value }, expectedText(name));
  return isFree(name) ? (row) => plainOr(read, at(row), row) : remembering(at, read);
}

/** Whether any text may stand in the column, so that reading it seldom takes more than a look. */
const isFree = (name: string): boolean => typeOf(name) === "string" && name !== "arm" && !(name in words);

/** Text that cannot be another spelling of a boolean, or of what is missing, is taken as it is. */
function plainOr(read: (value: unknown, row: number) => string, value: unknown, row: number): string {
  return typeof value === "string" && !"TFnN<".includes(value.charAt(0) || "n") ? value : read(value, row);
}

/**
 * A value as the text of that column, a level of it for example; undefined where it cannot be one.
 */
export function textOf(name: string, value: unknown): string | undefined {
  const type = typeOf(name);
  if (type === "boolean") return readFlag(value)?.toString();
  if (type === "number") return readNumber(value)?.toString();
  const text = readText(value);
  if (text === undefined || !allowed(name, text)) return undefined;
  // As a level of a condition "None" is a name; where a column may be empty it is what Python calls
  // missing.
  return text === "None" && !name.startsWith("condition") ? "" : text;
}

/** A column of numbers; missing ones are NaN. Throws with row, column and value. */
export function numbers(frame: OpenFrame, name: string): (row: number) => number {
  const at = frame.column(name);
  return (row) => {
    const value = at(row);
    if (typeof value === "number") return value;
    return readNumber(value) ?? refuse({ row, name, value }, "a number");
  };
}

/** A column of flags, which are never missing. Throws with row, column and value. */
export function flags(frame: OpenFrame, name: string): (row: number) => boolean {
  const at = frame.column(name);
  return (row) => {
    const value = at(row);
    return readFlag(value) ?? refuse({ row, name, value }, "a boolean (true or false, 1 or 0)");
  };
}

/**
 * What was found: the value of a scored row, NaN of an unscored one. Throws where a scored value is
 * no proportion.
 */
export function outcomes(frame: OpenFrame): (row: number) => number {
  const [value, status] = [numbers(frame, "value"), texts(frame, "status")];
  return (row) => {
    if (status(row) !== "scored") return NaN;
    return checkScored(value(row), row);
  };
}

/** The value of a scored row. Throws where it is no proportion. */
export function checkScored(value: number, row: number): number {
  if (value >= 0 && value <= 1) return value;
  const found = Number.isNaN(value) ? "no value" : String(value);
  throw new RangeError(
    `row ${row}, column value: expected 0, 1 or a proportion between, since it is scored, found ${found}`,
  );
}

const words: Record<string, readonly string[]> = { status: ["scored", "unscored"], elicit: ["chat", "choice"] };

/**
 * Whether a column that knows its words has one of them; arms may have other names, but not ones
 * spelt nearly alike.
 */
function allowed(name: string, text: string): boolean {
  if (name === "arm") return text === text.trim() && !isMisspelt(text);
  return words[name]?.includes(text) ?? true;
}

const isMisspelt = (arm: string) => !comparedArms.includes(arm) && comparedArms.includes(arm.toLowerCase());

const expectedText = (name: string): string =>
  name === "arm" ? `a string, of ${comparedArms.join(", ")} or another's name` : typeText(name);

const typeText = (name: string): string => {
  const type = typeOf(name);
  if (type !== "string") return type === "boolean" ? "a boolean (true or false, 1 or 0)" : "a number";
  return words[name] ? `a string, ${words[name].join(" or ")}` : "a string";
};

function refuse({ row, name, value }: { row: number; name: string; value: unknown }, expected: string): never {
  const kind = value === null ? "" : `${typeof value} `;
  throw new TypeError(`row ${row}, column ${name}: expected ${expected}, found ${kind}${String(value)}`);
}

/** Reads each distinct value once. */
function remembering<T>(at: (row: number) => unknown, read: (value: unknown, row: number) => T): (row: number) => T {
  const known = new Map<unknown, T>();
  return (row) => {
    const value = at(row);
    let found = known.get(value);
    if (found === undefined) {
      found = read(value, row);
      known.set(value, found);
    }
    return found;
  };
}
