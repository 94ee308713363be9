import Papa from "papaparse";
import { plainText } from "./escape.ts";

/** What a spreadsheet takes for the beginning of a formula, in the width of either script. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Rows as CSV, with a line feed at the end. What a cell's text holds is inert: where a spreadsheet
 * would compute it, an apostrophe stands before it, which {@link withoutMark} takes away again, and
 * what would steer a terminal is taken out.
 */
export function csvText(
  rows: readonly object[] | { fields: readonly string[]; data: readonly object[] },
  delimiter = ",",
): string {
  const inert = (row: object) =>
    Array.isArray(row)
      ? row.map(withoutControls)
      : Object.fromEntries(Object.entries(row).map(([name, value]) => [name, withoutControls(value)]));
  const all = "fields" in rows ? { fields: [...rows.fields], data: rows.data.map(inert) } : withFields(rows.map(inert));
  return `${Papa.unparse(all as never, { newline: "\n", delimiter, escapeFormulae: formula })}\n`;
}

/** Rows with the fields of all of them: of the first's alone, those of later rows would be lost. */
function withFields(rows: readonly object[]): readonly object[] | { fields: string[]; data: readonly object[] } {
  if (rows.length === 0 || rows.some((row) => Array.isArray(row))) return rows;
  return { fields: [...new Set(rows.flatMap((row) => Object.keys(row)))], data: rows };
}

const withoutControls = (value: unknown): unknown => (typeof value === "string" ? plainText(value) : value);

/** A text as it was before the mark that keeps a spreadsheet from computing it. */
export const withoutMark = (text: string): string => text.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "");
