import { escapeHtml, plainText } from "../lib/escape.ts";

/** A table with a caption, a labelled line for each thing shown, and paragraphs under it. */
export interface Table {
  caption: string;
  header: string[];
  lines: { label: string; cells: string[] }[];
  notes: string[];
}

export type TableFormat = "text" | "html" | "markdown" | "latex";

/** Aligned text for a terminal, HTML, Markdown or LaTeX; whatever the labels hold is escaped. */
export function formatTable(table: Table, format: TableFormat): string {
  return formats[format](table);
}

const formats: Record<TableFormat, (table: Table) => string> = { text, html, markdown, latex };

function text({ caption, header, lines, notes }: Table): string {
  const widths = header.map((name, i) =>
    lines.reduce((width, { cells }) => Math.max(width, cells[i]!.length), name.length),
  );
  const align = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd();
  const body = lines.flatMap(({ label, cells }) => ["", label, align(cells)]);
  return [caption, "", ...(lines.length > 0 ? [align(header), ...body, ""] : []), ...notes].map(lineOf).join("\n");
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
  return `<p>${escapeHtml(caption)}</p>${table}<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("\n")}</ul>`;
}

function markdown({ caption, header, lines, notes }: Table): string {
  const safe = (value: string) => lineOf(value).replace(/[\\|*_`[\]<>&~$]/g, "\\$&");
  const row = (values: string[]) => `| ${values.map(safe).join(" | ")} |`;
  const rows = lines.map(({ label, cells }) => row([label, ...cells]));
  const table = lines.length === 0 ? [] : [row(["", ...header]), `|${"---|".repeat(header.length + 1)}`, ...rows, ""];
  return [safe(caption), "", ...table, ...notes.map((note) => `- ${safe(note)}`)].join("\n");
}

function latex({ caption, header, lines, notes }: Table): string {
  const row = (values: string[]) => `${values.map(tex).join(" & ")} \\\\`;
  const rows = lines.map(({ label, cells }) => row([label, ...cells]));
  const table = [`\\begin{tabular}{l${"r".repeat(header.length)}}`, "\\hline", row(["", ...header]), "\\hline"];
  const end = ["\\hline", "\\end{tabular}", ""];
  return [
    tex(caption),
    "",
    ...(lines.length === 0 ? [] : [...table, ...rows, ...end]),
    ...notes.map((note) => `${tex(note)}\n`),
  ].join("\n");
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
  α: "$\\alpha$",
  κ: "$\\kappa$",
  σ: "$\\sigma$",
};

const tex = (value: string): string =>
  lineOf(value).replace(
    /[\\~^&%$#_{}]|[−—·τ½×<>[\]|\u00a0–…≤≥²±ακσ]/g,
    (character) => names[character] ?? `\\${character}`,
  );
