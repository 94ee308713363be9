import assert from "node:assert/strict";
import { test } from "node:test";
import { countsOf } from "../stats/fixture.ts";
import { gap } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { formatTable, type TableFormat } from "./table-format.ts";

const hostile = "a|b_c*<i>`x`&amp; 5 % #1 $x$ {y} ~~z~~ ^ \\ [u](v)\u001b[31m\n\nnext";
const table = {
  caption: "κ ≤ 1",
  header: ["n"],
  lines: [{ label: hostile, cells: ["1\u00a0–\u00a02"] }],
  notes: [hostile],
};
const shown = (format: TableFormat) => formatTable(table, format);

test("Markdown: one row a line, and nothing of a label is markup", () => {
  const rows = shown("markdown")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  assert.equal(rows.length, 2);
  const unescaped = rows[1]!.replace(/\\./g, "");
  assert.equal(unescaped.split("|").length, 4);
  assert.doesNotMatch(unescaped, /[*_`[\]<>&~$]/);
  assert.ok(rows[1]!.includes("\\&amp;"));
});

test("LaTeX: every special character is text, and a label stays in its row, above its cells", () => {
  const lines = shown("latex").split("\n");
  const at = lines.findIndex((line) => line.includes("a\\textbar"));
  const row = lines[at]!;
  assert.ok(row.startsWith("\\multicolumn{1}") && row.endsWith("} \\\\*"), row);
  assert.equal(lines[at + 1], "1~--~2 \\\\");
  assert.ok(row.includes("\\&amp; 5 \\% \\#1 \\$x\\$ \\{y\\} \\textasciitilde{}\\textasciitilde{}z"), row);
  assert.ok(row.includes("\\textasciicircum{} \\textbackslash{} {[}u{]}(v) next"), row);
  assert.match(shown("latex"), /^\$\\kappa\$ \$\\le\$ 1/);
});

test("LaTeX: what is in brackets stands under its number, so that nine columns fit a page; what pdflatex lacks is named", () => {
  const cells = ["44.8 (K = 5, n = 125)", "+1.0 [−2.0, +3.0]", "[−2.0, +3.0]", "0.1"];
  const latex = formatTable({ caption: "é 🙂 ≈", header: ["a b", "c", "d", "e"], lines: [{ label: "x", cells }], notes: [] }, "latex"); // prettier-ignore
  assert.ok(latex.startsWith("é U+1F642 $\\approx$"), latex);
  const stack = (...lines: string[]) => `\\begin{tabular}[t]{@{}r@{}}${lines.join("\\\\")}\\end{tabular}`;
  const interval = "{[}$-$2.0, +3.0{]}";
  const row = [stack("44.8", "(K = 5,", "n = 125)"), stack("+1.0", interval), interval, "0.1"].join(" & ");
  assert.ok(latex.includes(`${stack("a", "b")} & c & d & e \\\\`) && latex.includes(`\n${row} \\\\\n`), latex);
});

test("HTML and terminal: markup shows, terminal sequences do not arrive", () => {
  assert.ok(shown("html").includes("a|b_c*&lt;i&gt;`x`&amp;amp;"));
  for (const format of ["html", "text", "markdown", "latex"] as const)
    assert.ok(!shown(format).includes("\u001b"), format);
});

test("gaps have all four, with the same numbers in each", () => {
  const gaps = gap(countsOf([20, 25], [12, 25], [9, 25], [14, 25], [11, 25], [10, 25]));
  for (const format of ["text", "html", "markdown", "latex"] as const) {
    const text = gapTable(gaps, { format })
      .replaceAll("$-$", "−")
      .replace(/\\begin\{tabular\}\[t\]\{@\{\}r@\{\}\}(.*?)\\end\{tabular\}/g, (_, cell: string) =>
        cell.replaceAll("\\\\", " "),
      )
      .replace(/\\|\{|\}/g, "")
      .replaceAll("\u00a0", " ");
    for (const part of [
      "80.0 (n = 25)",
      "44.8 (K = 5, n = 125)",
      "−35.2",
      "[−54.5, −15.9]",
      "published side: published/w0",
    ])
      assert.ok(text.includes(part), `${format}: ${part}`);
  }
});

test("gaps that further columns tell apart are told apart by them, those without a gap too", () => {
  const cells = [...countsOf([20, 25], [12, 25]), ...countsOf([21, 25])].map((cell, i) => ({
    ...cell,
    extra: { date: i < 2 ? "in May" : "in June" },
  }));
  const text = gapTable(gap(cells, { by: ["scenario", "model", "condition", "outcome", "date"] }));
  assert.match(text, /^1\. .* · in May · /m);
  assert.match(text, /· in June, no gap for want of a paraphrase/);
});
