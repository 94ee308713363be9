import { significant, whole } from "../lib/number-text.ts";
import { escapeHtml, plainText, shorten, shortenCell } from "../lib/escape.ts";

const HTML_ROWS = 20;
const TEXT_ROWS = 10;
const TEXT_WIDTH = 132;

/**
 * What a danfo frame or series has, as far as showing it goes. A series has plain values and one
 * column.
 */
interface Shown {
  columns: string[];
  index: (string | number)[];
  values: unknown[];
}

/**
 * The `Jupyter.display` method of frames and series: the first rows as an HTML table and as aligned
 * text, and the size.
 */
export function display(this: Shown): { "text/html": string; "text/plain": string } {
  const size = `${plural(this.values.length, "row")} × ${plural(this.columns.length, "column")}`;
  return { "text/html": html(this, size), "text/plain": text(this, size) };
}

function html(frame: Shown, size: string): string {
  const rows = first(frame, HTML_ROWS);
  const head = ["", ...frame.columns].map((name, column) => {
    const side = typeof rows[0]?.[column] === "number" ? "right" : "left";
    return `<th style="text-align:${side}">${cellHtml(name, 80)}</th>`;
  });
  const body = rows.map(([label, ...cells]) => {
    const data = cells.map((cell) => `<td style="${styleOf(cell)}">${cellHtml(cell, 200)}</td>`);
    return `<tr><th>${cellHtml(label, 80)}</th>${data.join("")}</tr>`;
  });
  const more = frame.values.length > HTML_ROWS ? `first ${HTML_ROWS} of ` : "";
  return (
    `<div style="overflow-x:auto"><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>` +
    `<p>${more}${size}</p>`
  );
}

function text(frame: Shown, size: string): string {
  const lines = [["", ...frame.columns], ...first(frame, TEXT_ROWS)].map((line) =>
    line.map((cell) => cellText(cell, 28)),
  );
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const fit = fitting(widths, TEXT_WIDTH);
  const aligned = lines.map((line) => line.slice(0, fit).map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rows = frame.values.length - TEXT_ROWS;
  const hidden = widths.length - fit;
  const notes = [
    ...(rows > 0 ? [`${plural(rows, "more row")}`] : []),
    ...(hidden > 0 ? [`${plural(hidden, "more column")}`] : []),
  ];
  return [
    ...aligned.map((line) => line.join("  ").trimEnd()),
    ...(notes.length > 0 ? [`… ${notes.join(", ")}`] : []),
    `[${size}]`,
  ].join("\n");
}

/** How many columns fit beside each other; the label and the first column always do. */
function fitting(widths: number[], room: number): number {
  let used = 0;
  const over = widths.findIndex((width) => (used += width + 2) - 2 > room);
  return over < 0 ? widths.length : Math.max(over, 2);
}

function first(frame: Shown, count: number): unknown[][] {
  return frame.values.slice(0, count).map((row, i) => [frame.index[i], ...(Array.isArray(row) ? row : [row])]);
}

function cellHtml(cell: unknown, max: number): string {
  return escapeHtml(shorten(shown(cell), max));
}

function cellText(cell: unknown, max: number): string {
  return plainText(shortenCell(shown(cell), max)).replace(/[\n\t]/g, " ");
}

function shown(cell: unknown): string {
  if (typeof cell !== "number" || Number.isInteger(cell)) return String(cell ?? "");
  return Number.isNaN(cell) ? "NaN" : significant(cell, 5);
}

function styleOf(cell: unknown): string {
  if (typeof cell === "number") return "text-align:right";
  return String(cell).length > 48 ? "text-align:left;min-width:24em" : "text-align:left;white-space:nowrap";
}

function plural(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;
}
