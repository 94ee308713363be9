import type { Table } from "../../lib/table-format.ts";

/** A line of a table with all that is to be said of it. */
export interface NotedLine {
  label: string;
  cells: string[];
  notes: readonly string[];
}

/**
 * Notes of lines, each said once: without a mark where it is of all `size` things that the lines
 * are about, else by a letter that its lines have.
 */
export function markNotes(
  lines: readonly NotedLine[],
  size: number,
): Pick<Table, "lines" | "notes"> & { marked: { mark: string; text: string }[] } {
  const said = new Map<string, number[]>();
  lines.forEach(({ notes }, line) => {
    for (const text of new Set(notes)) if (said.get(text)?.push(line) === undefined) said.set(text, [line]);
  });
  const { true: common = [], false: some = [] } = Object.groupBy(said, ([, of]) => String(of.length === size));
  const marks = lines.map((): string[] => []);
  some.forEach(([, of], i) => {
    for (const line of of) marks[line]!.push(markOf(i));
  });
  return {
    lines: lines.map(({ label, cells }, i) => ({ label, cells, marks: marks[i]! })),
    notes: common.map(([text]) => text),
    marked: some.map(([text], i) => ({ mark: markOf(i), text })),
  };
}

/** `a` to `z`, then `aa`. */
function markOf(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : markOf(Math.floor(index / 26) - 1) + last;
}
