import assert from "node:assert/strict";
import { test } from "node:test";
import { aa } from "./aa.ts";
import { rowOf } from "../../frames/fixture.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { gap, type Gap } from "./gap.ts";
import { gapTable } from "./gap-table.ts";
import { gapNotes } from "../notes/gap-notes.ts";
import { formatTable } from "../../lib/table-format.ts";

const counts = countsOf([20, 50], [30, 50], [10, 50], [22, 50], [25, 50], [31, 50]);

test("text: columns stand under their headings, with n, K, τ, both intervals, both questions and the method", () => {
  const two = gap([...counts, ...counts.map((cell) => ({ ...cell, model: "another" }))]);
  const lines = gapTable(two).split("\n");
  const header = lines.find((line) => line.startsWith("published"))!;
  const rows = lines.filter((line) => line.startsWith("40.0 (n = 50)"));
  assert.equal(rows.length, 2);
  const cells = ["40.0 (n = 50)", "47.2 (K = 5, n = 250)", "+7.2", "[−15.0, +29.4]", "[−7.9, +22.3]", "15.5"];
  ["published", "paraphrase", "gap", "wordings like these", "these wordings", "τ"].forEach((name, i) =>
    assert.equal(rows[0]!.indexOf(cells[i]!), header.search(new RegExp(`(?<=^|  )${name}`)), `${name}: ${rows[0]}`),
  );
  const text = lines.join("\n");
  for (const part of [
    "gap = paraphrase − published, in percentage points; rates in %; 95 % intervals, two-sided",
    "0.667 (floor 0.167)",
    "Is there a gap on average?",
    "Is the published wording unlike a draw",
    "method: random effects over wordings (REML, weighed by their trials), Hartung–Knapp standard error",
    "trials of a wording taken as independent",
    "published side: published/w0",
  ])
    assert.ok(text.includes(part), `${part}: ${text}`);
});

test("which method, and why: clustered inputs, printed errors, one paraphrase, all alike, an A/A floor", () => {
  const clustered = gapTable(gap(trialsOf({})));
  assert.match(clustered, /8 inputs: errors are clustered by input/);
  assert.ok(!clustered.includes("taken as independent"));
  const printed = [0.4, 0.5, 0.3].map((rate, i) =>
    cellOf({ wording: `w${i}`, arm: i ? "paraphrase" : "published", rate, se: 0.07 }),
  );
  assert.match(gapTable(gap(printed, { method: "DL" })), /\(DL, weighed by their standard errors\)/);
  assert.match(gapTable(gap(countsOf([20, 50], [30, 50]))), /the difference of two rates.*since K = 1/);
  assert.match(gapTable(gap(countsOf([0, 50], [0, 50], [0, 50]))), /at 0 of n or n of n has the sampling error/);
  const floors = aa(counts, countsOf([24, 50]));
  const [found] = gap(counts, { floors });
  assert.ok(
    found!.notes.some((note) =>
      /^A\/A: .* by 8\.0 points \[−1\d\.\d, 2\d\.\d\] \(n = 50 and 50\); a gap within ±/.test(note),
    ),
    found!.notes.join("\n"),
  );
  assert.ok(
    !gap(
      counts.map((cell) => ({ ...cell, model: "another" })),
      { floors },
    )[0]!
      .notes.join()
      .includes("A/A"),
  );
});

const hostile = "<b>&\"'|*_`$x$\\~^#%{}[y](z)\u001b[31m\nline\u202e";
const table = { caption: "c", header: ["h"], lines: [{ label: hostile, cells: ["1"] }], notes: [hostile] };

test("whatever a label holds is data: no markup, no terminal sequence, no line of its own", () => {
  const without = (shown: string, ...parts: string[]) =>
    parts.forEach((part) => assert.ok(!shown.includes(part), shown));
  without(formatTable(table, "html"), "<b>", "\u001b", "\u202e");
  assert.match(formatTable(table, "html"), /&lt;b&gt;&amp;&quot;&#39;/);
  const text = formatTable(table, "text");
  without(text, "\u001b", "\u202e");
  assert.equal(text.split("\n").length, 8);
  const markdown = formatTable(table, "markdown");
  assert.equal(markdown.split("\n").length, 7);
  assert.match(markdown, /\\<b\\>\\&"'\\\|\\\*\\_\\`\\\$x\\\$\\\\\\~/);
  const latex = formatTable(table, "latex").split("\n");
  const at = latex.findIndex((line) => line.includes("b$>$"));
  const row = latex[at]!;
  assert.ok(
    row.includes(
      "$<$b$>$\\&\"'\\textbar{}*\\_`\\$x\\$\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\#\\%\\{\\}{[}y{]}",
    ),
    row,
  );
  assert.ok(row.endsWith("} \\\\*") && !row.includes("\ufffd"), row);
  assert.equal(latex[at + 1], "1 \\\\");
});

test("LaTeX knows every sign that a table of gaps prints", () => {
  const signs = gapTable(gap([...counts, cellOf({ wording: "e", arm: "edit", successes: 1, trials: 50 })]), {
    format: "latex",
  });
  const odd = [...signs].filter((sign) => sign.charCodeAt(0) > 127 && !"–’“”é".includes(sign));
  assert.deepEqual([...new Set(odd)], []);
});

test("no gaps, and cells that lack a side, say so", () => {
  assert.match(gapTable([]), /^no gaps: there is nothing to compare/);
  assert.match(gapTable(gap(countsOf([20, 50]))), /no gap for want of a paraphrase with a figure: o 40\.0 %/);
});

test("the gap of the plain mean stands before the bracket of these wordings where it is another", () => {
  const uneven = gapTable(gap(countsOf([10, 20], [1, 1], [8, 20], [9, 20], [12, 20])));
  assert.match(uneven, /−0\.7 {2,}\[[^\]]+\] {2,}\+11\.2 \[/);
  assert.ok(!/\d \[−7\.9/.test(gapTable(gap(counts))));
});

test("inputs that no side shares are not said to be paired; rates read off the model are said to add no error", () => {
  const apart = trialsOf({ k: 3, inputs: 4 }).map((row) => ({ ...row, input: `${row.wording} ${row.input}` }));
  const text = gapTable(gap(apart));
  assert.match(text, /errors are clustered by input, and no input is on both sides/);
  assert.match(gapTable(gap(trialsOf({}))), /the sides are paired by input/);
});

test("more gaps than a call takes arguments are a table too, each note once with all its numbers", () => {
  const [one] = gap(counts);
  const table = gapTable(
    Array.from({ length: 130_000 }, (_, i) => (i === 1 ? { ...one!, notes: ["odd"] } : { ...one! })),
  );
  assert.match(table, /^130000\. /m);
  assert.match(table, /^2\. s · m · o \(d\)$/m);
  assert.match(table, /^130000\. s · m · o \(a, b, c\)$/m);
  assert.match(table, /^\(d\) note: odd$/m);
  assert.equal(table.match(/^\([abc]\) note: the rank p/gm)?.length, 1);
});

test("a cell without a gap shows what it has: the rate with its n, and the other arms", () => {
  const [published, ...others] = counts;
  const edited = [published!, ...others.map((cell) => ({ ...cell, arm: "edit" }))];
  assert.match(
    gapTable(gap(edited)),
    /no gap for want of a paraphrase with a figure: .* 40\.0 % \(n = 50\), not in the gap: 5 wordings of arm edit, 20\.0 to 62\.0 %/,
  );
});

test("a control stands under its scenario, and what is left beyond it is said", () => {
  const [scenarioGap] = gap(counts);
  const control = { ...scenarioGap!, scenario: "c", controlFor: scenarioGap!.scenario };
  const asDraws = {
    question: "asDraw" as const,
    estimate: -0.5,
    se: 0.1,
    df: 8,
    ci: [-0.7, -0.3] as [number, number],
    p: 0.002,
  };
  const table = gapTable([control, { ...scenarioGap!, adjusted: { control: "c", onAverage: null, asDraws } }]);
  assert.match(table, /^1\. s · m · o$/m);
  assert.match(table, /^2\. c · m · o · unpublished control$/m);
  assert.match(table, /^1 − 2\. beyond the unpublished control \(a\)\n +−50\.0 +— +0\.002$/m);
  assert.match(table, /^\(a\) beyond c, each published text as one more draw: −50\.0 \[−70\.0, −30\.0\], p 0\.002$/m);
});

test("an interval wider than all gaps there can be is not shown", () => {
  const [one] = gap(countsOf([1, 2], [0, 2], [2, 2]));
  const wide = { ...one!, ciLike: [-2.89, 2.9] as [number, number] };
  assert.match(gapTable([wide]), /—, too few/);
  assert.doesNotMatch(gapTable([wide]), /289/);
  const onAverage = {
    question: "onAverage" as const,
    estimate: 0.4,
    se: 1,
    df: 2,
    ci: [-1.9, 2.7] as [number, number],
    p: 0.7,
  };
  const adjusted = { control: "c", onAverage, asDraws: { ...onAverage, question: "asDraw" as const } };
  const table = gapTable([
    { ...one!, ciLike: null, ciThese: null, adjusted },
    { ...one!, ciLike: null, ciThese: null, scenario: "c", controlFor: one!.scenario },
  ]);
  assert.match(table, /beyond the unpublished control \(a\)\n +\+40\.0 +—, too few/);
  assert.match(table, /^\(a\) beyond c, .*: \+40\.0 —, too few, p 0\.700$/m);
});

test("an end further out than gaps can be is told as the largest there can be, with a note of why", () => {
  const [one] = gap(countsOf([45, 50], [5, 50], [45, 50]));
  const ciLike: [number, number] = [-1.3, 0.2];
  const noted = { ...one!, ciLike, notes: gapNotes({ ...one!, ciLike }) };
  assert.match(gapTable([noted]), /\[<−100, \+20\.0\]/);
  assert.match(gapTable([noted]), /reaches beyond ±100 points, further than gaps can/);
  assert.match(gapTable([noted], { format: "html" }), /\[&lt;−100,\s\+20\.0\]/);
  assert.match(gapTable([noted], { format: "latex" }), /\{\[\}\$<\$\$-\$100/);
  const inside = { ...one!, ciLike: [-0.9, 0.2] as [number, number], ciThese: null };
  assert.doesNotMatch(gapNotes(inside).join(), /further than gaps can/);
  const between = { ...noted, isDifference: true };
  assert.match(gapTable([between]), /\[−130\.0, \+20\.0\]/, "differences of rates go to ±200");
});

test("text within 60 columns breaks no word, and keeps every cell", () => {
  const all = gap([...counts, ...counts.map((cell) => ({ ...cell, model: "another" }))]);
  const [wide, narrow] = [gapTable(all), gapTable(all, { columns: 60 })];
  const lines = narrow.split("\n");
  assert.ok(
    lines.every((line) => line.length <= 60),
    lines.find((line) => line.length > 60),
  );
  const wordsOf = (text: string) => new Set(text.split(/\s+/));
  assert.deepEqual(wordsOf(narrow), wordsOf(wide));
  assert.equal(gapTable(all, { columns: 10_000 }), wide);
});

/**
 * Two models of a scenario with its control: a headline outcome, another, and one nobody judged.
 */
function severalModels(): Gap[] {
  const of = (scenario: string, model: string, outcome: string) =>
    [8, 12, 13, 15].flatMap((ones, wording) =>
      Array.from({ length: 20 }, (_, epoch) =>
        rowOf({
          scenario,
          model,
          outcome,
          headline: outcome === "lead",
          controlFor: scenario === "c" ? "s" : "",
          arm: wording === 0 ? "recognizable" : "paraphrase",
          published: wording === 0,
          wording: `w${wording}`,
          trial: `${scenario} ${model} ${wording} ${epoch}`,
          ...(outcome === "unjudged"
            ? { status: "unscored" as const, value: NaN, reason: "no judge given" }
            : { status: "scored" as const, value: Number(epoch < ones), reason: "" }),
        }),
      ),
    );
  const outcomes = ["else", "lead", "unjudged"];
  return gap(
    ["c", "s"].flatMap((scenario) =>
      ["m", "n"].flatMap((model) => outcomes.flatMap((outcome) => of(scenario, model, outcome))),
    ),
  );
}

test("headline outcomes lead, each scenario before its control and what is left; the unscored are said", () => {
  const gaps = severalModels();
  const leads = gaps.filter(({ headline }) => headline).map(({ outcome }) => outcome);
  assert.deepEqual(leads, ["lead", "lead", "lead", "lead"]);
  const labels = gapTable(gaps).match(/^(\d+( − \d+)?\. .*?|What else was measured)(?= \([a-z, ]+\)$|$)/gm);
  const group = (outcome: string, at: number) =>
    ["m", "n"].flatMap((model, i) => {
      const [one, other] = [at + 2 * i, at + 2 * i + 1];
      const control = `${other}. c · ${model} · tier=free · ${outcome} · unpublished control`;
      return [
        `${one}. s · ${model} · tier=free · ${outcome}`,
        control,
        `${one} − ${other}. beyond the unpublished control`,
      ];
    });
  assert.deepEqual(labels, [...group("lead", 1), "What else was measured", ...group("else", 5)]);
  assert.match(
    gapTable(gaps),
    /^s · m · tier=free, no gap for want of any wording.*: unjudged, left out 80 × no judge/m,
  );
});

test("outcomes of which nothing is said lead all alike", () => {
  const found = gap(counts);
  assert.equal(found[0]!.headline, null);
  assert.doesNotMatch(gapTable(found), /What else/);
  const flags = ["True", 1, "no flag", null].map((headline) => rowOf({ headline: headline as never }));
  assert.deepEqual(
    flags.map((row) => gap([row])[0]!.headline),
    [true, true, null, null],
  );
});

test("every format holds every row, and a mark shows its note", () => {
  const gaps = severalModels();
  const html = gapTable(gaps, { format: "html" });
  const shown = [...html.matchAll(/<abbr title="([^"]*)">([a-z])<\/abbr>/g)];
  assert.ok(shown.length > 2 && shown.every(([, title, mark]) => html.includes(`<li><b>${mark}</b> ${title}</li>`)));
  assert.match(html, /<th style="text-align:left" colspan="10">What else was measured<\/th>/);
  assert.match(html, /<details><summary>/);
  const rows = gapTable(gaps, { format: "markdown" })
    .split("\n")
    .filter((line) => line.startsWith("| "));
  assert.deepEqual([...new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))], [12]);
  assert.match(gapTable(gaps, { format: "latex" }), /beyond the unpublished control\\textsuperscript\{a\}\} \\\\\*/);
});

test("at 60 and at 340 columns nothing is lost", () => {
  const gaps = severalModels();
  const wordsOf = (text: string) => new Set(text.split(/\s+/));
  for (const columns of [60, 340]) {
    const text = gapTable(gaps, { columns });
    assert.ok(text.split("\n").every((line) => line.length <= columns));
    assert.deepEqual(wordsOf(text), wordsOf(gapTable(gaps)));
  }
});
