import { readFileSync } from "node:fs";
import { checkOptions } from "../../lib/check-options.ts";
import { shorten } from "../../lib/escape.ts";
import { csvColumns, type CsvCell } from "./csv-cell.ts";
import { csvLines, fail, show } from "./csv-lines.ts";
import { cellOfRow, labels } from "./csv-row.ts";

/**
 * Reads aggregated cells from a CSV file: the columns of {@link CsvCell} in any order, either pair
 * of figures (or both, where they agree), proportions in [0, 1] (a difference of two: in [−1, 1]),
 * other columns kept in `extra`. UTF-8, with or without a byte-order mark; blank lines are skipped;
 * only `condition` may be empty. Two rows for one wording of a cell are refused, unless a column in
 * `by` tells them apart. Throws with file, line, column and remedy in three lines.
 *
 * @example
 * interop.readCells("data/results/greenblatt-2024.csv").length
 */
export function readCells(file: string, options: { by?: readonly string[] } = {}): CsvCell[] {
  const { by = [] } = checkOptions("readCells", options, { by: true });
  return parseCells(file, readFileSync(file), { by });
}

/** {@link readCells} of bytes in memory; `file` is what errors call them. */
export function parseCells(file: string, bytes: Uint8Array, { by = [] }: { by?: readonly string[] } = {}): CsvCell[] {
  const lines = csvLines(file, bytes);
  const header = lines.shift();
  if (!header) fail(file, 1, labels[0], "the file is empty", `give it a header line: ${csvColumns.join(",")}`);
  const names = checkHeader(file, header.fields);
  const seen = new Map<string, number>();
  const cells = lines.map(({ line, fields }) => {
    if (fields.length !== names.length) {
      const problem = `${fields.length} fields where the header has ${names.length}`;
      const first = names[fields.length] ?? names.length + 1;
      fail(file, line, first, problem, "quote a value that has a comma in it, and leave no comma out");
    }
    const values = Object.fromEntries(names.map((name, i) => [name, fields[i]!]));
    const cell = cellOfRow({ file, line, values });
    const key = JSON.stringify([...labels.map((name) => cell[name]), ...by.map((name) => cell.extra[name])]);
    const before = seen.get(key);
    if (before !== undefined) {
      const problem = `a second row for wording ${show(cell.wording)} of this cell, which line ${before} has already`;
      fail(file, line, "wording", problem, "keep one, or tell them apart in a column and add that column to --by");
    }
    seen.set(key, line);
    return cell;
  });
  if (cells.length === 0)
    fail(file, header.line + 1, labels[0], "no rows under the header", "add a row for each wording");
  return cells;
}

function checkHeader(file: string, names: string[]): string[] {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(file, 1, twice, "this column is there twice", "rename or remove one of them");
  const missing: string[] = labels.filter((name) => !names.includes(name));
  if (!["successes", "trials"].every((n) => names.includes(n)) && !["rate", "se"].every((n) => names.includes(n))) {
    missing.push("successes,trials or rate,se");
  }
  if (missing.length > 0) {
    const found = shorten(names.map((name) => show(name)).join(","), 200);
    const split =
      names.length === 1 && /[;\t]/.test(names[0]!) ? " (separate with commas, not semicolons or tabs)" : "";
    fail(
      file,
      1,
      missing[0]!,
      `no column ${missing.join(", ")}; found ${found}`,
      `the format's columns are ${csvColumns.join(",")}${split}`,
    );
  }
  return names;
}
