import { aligned } from "./aligned.ts";
import { escapeHtml, plainText } from "./escape.ts";
import { wrapWords } from "./wrap-words.ts";

/** A table with a caption, a labelled line for each thing shown, and paragraphs under it. */
export interface Table {
  caption: string;
  header: string[];
  lines: { label: string; cells: string[] }[];
  notes: string[];
}

export type TableFormat = "text" | "html" | "markdown" | "latex";

/**
 * Aligned text for a terminal, HTML, Markdown or LaTeX; whatever the labels hold is escaped. Text
 * is set within `columns` characters where that is given: cells below each other where they do not
 * fit beside each other, and nothing broken but between words.
 */
export function formatTable(table: Table, format: TableFormat, columns?: number): string {
  if (format !== "text") return formats[format](table);
  const wide = text(table);
  if (columns === undefined || !wide.split("\n").some((line) => line.length > columns)) return wide;
  return narrow(table, columns);
}

const formats: Record<Exclude<TableFormat, "text">, (table: Table) => string> = { html, markdown, latex };

/**
 * The table where it fits beside the notes' wrapped lines, else each cell on a line with its
 * heading.
 */
function narrow(table: Table, columns: number): string {
  const set = (value: string) => wrapWords(lineOf(value), columns).join("\n");
  const rows = aligned([table.header, ...table.lines.map(({ cells }) => cells)]);
  const fits = rows.every((row) => row.length <= columns);
  const below = (cells: string[]) => aligned(cells.map((cell, i) => [`  ${table.header[i]!}`, lineOf(cell)]));
  const body = table.lines.flatMap(({ label, cells }, i) => [
    "",
    set(label),
    ...(fits ? [rows[i + 1]!] : below(cells)),
  ]);
  const head = fits && table.lines.length > 0 ? [rows[0]!] : [];
  const gap = table.lines.length > 0 ? [""] : [];
  return [set(table.caption), "", ...head, ...body, ...gap, ...table.notes.map(set)].join("\n");
}

function text({ caption, header, lines, notes }: Table): string {
  const [head, ...rows] = aligned([header, ...lines.map(({ cells }) => cells)]);
  const body = lines.flatMap(({ label }, i) => ["", label, rows[i]!]);
  return [caption, "", ...(lines.length > 0 ? [head!, ...body, ""] : []), ...notes].map(lineOf).join("\n");
}

/** On one line: a label with a line break in it must not pass for a row. */
const lineOf = (value: string): string => plainText(value).replace(/\s*\n\s*/g, " ");

function html({ caption, header, lines, notes }: Table): string {
  const whole = (value: string) => value.replace(/\[[^\]]*\]| = /g, (part) => part.replaceAll(" ", "\u00a0"));
  const cells = (tag: string, values: string[]) =>
    values.map((value) => `<${tag}>${escapeHtml(whole(value))}</${tag}>`).join("");
  const rows = lines.map(
    (line) => `<tr><th style="text-align:left">${escapeHtml(line.label)}</th>${cells("td", line.cells)}</tr>`,
  );
  const table =
    lines.length === 0
      ? ""
      : `<div style="overflow-x:auto"><table><thead><tr>${cells("th", ["", ...header])}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
  const list = `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("\n")}</ul>`;
  const summary = "How to read it, how it was made, and what to beware of";
  const folded = lines.length > 0 ? `<details><summary>${summary}</summary>${list}</details>` : list;
  return `<p>${escapeHtml(caption)}</p>${table}${notes.length > 0 ? folded : ""}`;
}

function markdown({ caption, header, lines, notes }: Table): string {
  const safe = (value: string) => lineOf(value).replace(/[\\|*_`[\]<>&~$]/g, "\\$&");
  const row = (values: string[]) => `| ${values.map(safe).join(" | ")} |`;
  const rows = lines.map(({ label, cells }) => row([label, ...cells]));
  const table = lines.length === 0 ? [] : [row(["", ...header]), `|${"---|".repeat(header.length + 1)}`, ...rows, ""];
  return [safe(caption), "", ...table, ...notes.map((note) => `- ${safe(note)}`)].join("\n");
}

/**
 * Narrow enough for a column of text: each label in a row of its own, and brackets under their
 * number.
 */
function latex({ caption, header, lines, notes }: Table): string {
  const columns = header.length;
  const row = (values: string[]) => `${values.map(stacked).join(" & ")} \\\\`;
  const rows = lines.flatMap(({ label, cells }) => [
    `\\multicolumn{${columns}}{@{}p{\\linewidth}@{}}{\\raggedright\\strut ${tex(label)}} \\\\*`,
    row(cells),
  ]);
  const table = [
    "\\smallskip\\noindent{\\scriptsize\\setlength{\\tabcolsep}{2pt}%",
    `\\begin{tabular}{@{}${"r".repeat(columns)}@{}}`,
    "\\hline",
    row(header.map((name) => name.replace(" ", "\n"))),
    "\\hline",
  ];
  const end = ["\\hline", "\\end{tabular}}\\smallskip", ""];
  return [
    tex(caption),
    "",
    ...(lines.length === 0 ? [] : [...table, ...rows, ...end]),
    ...notes.map((note) => `${tex(note)}\n`),
  ].join("\n");
}

/** A cell's lines one above the other: what is in brackets under its number, K above n. */
function stacked(cell: string): string {
  const parts = cell
    .replace(/ (?=[([])/g, "\n")
    .replace(/(K = \d+,) /, "$1\n")
    .split("\n")
    .map(tex);
  return parts.length === 1 ? parts[0]! : `\\begin{tabular}[t]{@{}r@{}}${parts.join("\\\\")}\\end{tabular}`;
}

const names: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "−": "$-$",
  "—": "---",
  "·": "$\\cdot$",
  τ: "$\\tau$",
  "½": "$\\frac{1}{2}$",
  "×": "$\\times$",
  "<": "$<$",
  ">": "$>$",
  "[": "{[}",
  "]": "{]}",
  "|": "\\textbar{}",
  "\u00a0": "~",
  "–": "--",
  "…": "\\ldots{}",
  "≤": "$\\le$",
  "≥": "$\\ge$",
  "²": "$^2$",
  "±": "$\\pm$",
  "≈": "$\\approx$",
  α: "$\\alpha$",
  κ: "$\\kappa$",
  σ: "$\\sigma$",
};

/**
 * What stands outside Latin letters and the marks of print, pdflatex would stop at: it is named by
 * its code point.
 */
const foreign = /[^\p{ASCII}\u00a0-\u017f\u2013-\u2026\u20ac−τ≤≥≈ακσ]/gu;

const tex = (value: string): string =>
  lineOf(value)
    .replace(foreign, (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase()}`)
    .replace(/[\\~^&%$#_{}]|[−—·τ½×<>[\]|\u00a0–…≤≥≈²±ακσ]/g, (character) => names[character] ?? `\\${character}`);
