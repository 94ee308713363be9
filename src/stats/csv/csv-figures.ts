import { readNumber } from "../../lib/read-value.ts";
import { fail, show } from "./csv-lines.ts";

/**
 * One field of a file: where it stands, for errors, and its text; undefined where the file has no
 * such column.
 */
export interface Field {
  file: string;
  line: number;
  column: string;
  text: string | undefined;
}

/** Throws what is wrong with a field, and what to do about it. */
export const failAt = ({ file, line, column }: Field, problem: string, remedy: string): never =>
  fail(file, line, column, problem, remedy);

function number(field: Field, expected: string): number | null {
  const { text } = field;
  if (text === undefined || text === "") return null;
  if (text.endsWith("%"))
    failAt(field, `${show(text)} is a percentage`, "divide it by 100: rates and errors are proportions");
  const value = readNumber(text);
  if (value === undefined)
    return failAt(field, `${show(text)} is not a number`, `expected ${expected}; leave it empty where there is none`);
  return Number.isNaN(value) ? null : value;
}

/** A count, or null where the field is empty. */
export function count(field: Field): number | null {
  const expected = "a whole number, 0 or more";
  const value = number(field, expected);
  if (value !== null && (!Number.isSafeInteger(value) || value < 0))
    failAt(field, `${show(field.text!)} is not a count`, `expected ${expected}`);
  return value;
}

/** A proportion, or a difference of two; null where the field is empty. */
export function proportion(field: Field): number | null {
  const value = number(field, "a proportion");
  if (value === null || Math.abs(value) <= 1) return value;
  const remedy =
    Math.abs(value) <= 100
      ? "divide percentages, and their standard errors, by 100"
      : "expected 0 to 1 (a difference: −1 to 1)";
  return failAt(field, `${show(field.text!)} is not a proportion`, remedy);
}

/** A standard error of a proportion; null where the field is empty. */
export function standardError(field: Field): number | null {
  const value = number(field, "a standard error in proportions");
  if (value === null || (value >= 0 && value <= 1)) return value;
  const remedy =
    value > 1 ? "divide percentages, and their standard errors, by 100" : "a standard error is never negative";
  return failAt(field, `${show(field.text!)} is not the standard error of a proportion`, remedy);
}
