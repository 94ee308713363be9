import { aligned } from "./aligned.ts";
import { escapeHtml, plainText } from "./escape.ts";
import { wrapWords } from "./wrap-words.ts";

/** A line of a table; one without cells is a heading over those after it. */
interface TableLine {
  label: string;
  cells: string[];
  /** Marks of the notes that are about this line. */
  marks?: readonly string[];
}

/**
 * A table with a caption, a labelled line for each thing shown, and paragraphs under it: of the
 * whole, and, by their marks, of some lines.
 */
export interface Table {
  caption: string;
  header: string[];
  lines: TableLine[];
  notes: string[];
  marked?: readonly { mark: string; text: string }[];
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
  const below = (cells: string[]) =>
    aligned(cells.flatMap((cell, i) => (cell === "" ? [] : [[`  ${table.header[i]!}`, lineOf(cell)]])));
  const body = table.lines.flatMap((line, i) => [
    "",
    set(labelled(line)),
    ...(fits ? rows.slice(i + 1, i + 2).filter(Boolean) : below(line.cells)),
  ]);
  const head = fits && table.lines.length > 0 ? [rows[0]!] : [];
  const gap = table.lines.length > 0 ? [""] : [];
  return [
    set(table.caption),
    ...(head.length > 0 ? ["", ...head] : []),
    ...body,
    ...gap,
    ...allNotes(table).map(set),
  ].join("\n");
}

function text(table: Table): string {
  const { caption, header, lines } = table;
  const [head, ...rows] = aligned([header, ...lines.map(({ cells }) => cells)]);
  const body = lines.flatMap((line, i) => ["", labelled(line), ...(rows[i] ? [rows[i]] : [])]);
  return [caption, "", ...(lines.length > 0 ? [head!, ...body, ""] : []), ...allNotes(table)].map(lineOf).join("\n");
}

/** A line's name with the marks of its notes behind it. */
const labelled = ({ label, marks = [] }: TableLine): string =>
  marks.length > 0 ? `${label} (${marks.join(", ")})` : label;

const allNotes = ({ notes, marked = [] }: Table): string[] => [
  ...notes,
  ...marked.map(({ mark, text }) => `(${mark}) ${text}`),
];

/** On one line: a label with a line break in it must not pass for a row. */
const lineOf = (value: string): string => plainText(value).replace(/\s*\n\s*/g, " ");

/** Notes are folded under the table, and each shows at its mark, too. */
function html({ caption, header, lines, notes, marked = [] }: Table): string {
  const whole = (value: string) => value.replace(/\[[^\]]*\]| = /g, (part) => part.replaceAll(" ", "\u00a0"));
  const cells = (tag: string, values: string[]) =>
    values.map((value) => `<${tag}>${escapeHtml(whole(value))}</${tag}>`).join("");
  const texts = new Map(marked.map(({ mark, text }) => [mark, text]));
  const markOf = (mark: string) => `<abbr title="${escapeHtml(texts.get(mark) ?? "")}">${escapeHtml(mark)}</abbr>`;
  const marksOf = ({ marks = [] }: TableLine) => (marks.length > 0 ? ` <sup>${marks.map(markOf).join(" ")}</sup>` : "");
  const rows = lines.map((line) => {
    const span = line.cells.length === 0 ? ` colspan="${header.length + 1}"` : "";
    return `<tr><th style="text-align:left"${span}>${escapeHtml(line.label)}${marksOf(line)}</th>${cells("td", line.cells)}</tr>`;
  });
  const table =
    lines.length === 0
      ? ""
      : `<div style="overflow-x:auto"><table><thead><tr>${cells("th", ["", ...header])}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
  const items = [
    ...notes.map((note) => `<li>${escapeHtml(note)}</li>`),
    ...marked.map(({ mark, text }) => `<li><b>${escapeHtml(mark)}</b> ${escapeHtml(text)}</li>`),
  ];
  const list = `<ul>${items.join("\n")}</ul>`;
  const summary = "How to read it, how it was made, and what to beware of";
  const folded = lines.length > 0 ? `<details><summary>${summary}</summary>${list}</details>` : list;
  return `<p>${escapeHtml(caption)}</p>${table}${items.length > 0 ? folded : ""}`;
}

function markdown(table: Table): string {
  const { caption, header, lines } = table;
  const safe = (value: string) => lineOf(value).replace(/[\\|*_`[\]<>&~$]/g, "\\$&");
  const row = (values: string[]) => `| ${values.map(safe).join(" | ")} |`;
  const rows = lines.map((line) =>
    row([labelled(line), ...(line.cells.length > 0 ? line.cells : header.map(() => ""))]),
  );
  const body = lines.length === 0 ? [] : [row(["", ...header]), `|${"---|".repeat(header.length + 1)}`, ...rows, ""];
  return [safe(caption), "", ...body, ...allNotes(table).map((note) => `- ${safe(note)}`)].join("\n");
}

/**
 * Narrow enough for a column of text: each label in a row of its own, and brackets under their
 * number.
 */
function latex({ caption, header, lines, notes, marked = [] }: Table): string {
  const columns = header.length;
  const row = (values: string[]) => `${values.map(stacked).join(" & ")} \\\\`;
  const raised = (marks: readonly string[]) =>
    marks.length > 0 ? `\\textsuperscript{${marks.map(tex).join(",")}}` : "";
  const rows = lines.flatMap(({ label, cells, marks = [] }) => [
    `\\multicolumn{${columns}}{@{}p{\\linewidth}@{}}{\\raggedright\\strut ${tex(label)}${raised(marks)}} \\\\*`,
    ...(cells.length > 0 ? [row(cells)] : []),
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
    ...marked.map(({ mark, text }) => `${raised([mark])}${tex(text)}\n`),
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
