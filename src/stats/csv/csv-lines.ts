import Papa from "papaparse";
import { withoutMark } from "../../lib/csv-text.ts";
import { plainText, shorten } from "../../lib/escape.ts";

function decode(file: string, bytes: Uint8Array): string {
  const remedy = "save it as CSV in UTF-8";
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const before = bytes.subarray(0, zero);
    const line = 1 + before.filter((byte) => byte === 10).length;
    fail(file, line, zero - before.lastIndexOf(10), "a zero byte: this is not a text file", remedy);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const known = new TextDecoder().decode(bytes).split("\uFFFD", 1)[0]!;
    return fail(
      file,
      known.split("\n").length,
      known.length - known.lastIndexOf("\n"),
      "this is not UTF-8 text",
      remedy,
    );
  }
}

/** Fields of one record, trimmed, and the line of the file that it begins on. */
export interface Line {
  line: number;
  fields: string[];
}

/**
 * The records of a CSV file in UTF-8, the header among them, blank ones left out. Throws {@link
 * fail}'s error on bytes that are not text and on quotes that do not close.
 */
export function csvLines(file: string, bytes: Uint8Array): Line[] {
  const text = decode(file, bytes).replace(/\r\n?/g, "\n");
  const lines: Line[] = [];
  let line = 1;
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter: ",",
    newline: "\n",
    step({ data, errors, meta }) {
      const [error] = errors;
      if (error) {
        fail(
          file,
          line,
          data.length,
          error.message.toLowerCase(),
          'double every quote inside a quoted value ("") and close it',
        );
      }
      if (data.some((field) => field.trim() !== ""))
        lines.push({ line, fields: data.map((field) => withoutMark(field.trim())) });
      while (start < meta.cursor) if (text.charCodeAt(start++) === 10) line++;
    },
  });
  return lines;
}

/** A value in an error message: in quotes, short, on one line. */
export const show = (text: string): string => `"${plainText(shorten(text, 60)).replace(/\s+/g, " ")}"`;

/** Throws what is wrong with a file: where, what, and what to do about it, in three lines. */
export function fail(file: string, line: number, column: string | number, problem: string, remedy: string): never {
  const where = typeof column === "number" ? String(column) : show(column);
  throw new Error(`${plainText(file)}, line ${line}, column ${where}:\n${problem}\n${remedy}`);
}
