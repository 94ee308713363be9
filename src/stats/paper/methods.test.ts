import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { aa } from "../gap/aa.ts";
import { agreement } from "../agreement/agreement.ts";
import { cues } from "../cues/cues.ts";
import { perturbedRows } from "../cues/fixture.ts";
import { bibtex, type Used } from "./bibtex.ts";
import { contrast } from "../gap/contrast.ts";
import { cellOf, countsOf, trialsOf } from "../fixture.ts";
import { rowOf } from "../../frames/fixture.ts";
import { gap } from "../gap/gap.ts";
import { methods } from "./methods.ts";
import { posterior } from "../posterior/posterior.ts";
import { references } from "./references.ts";

const spread = gap(countsOf([20, 50], [30, 50], [10, 50], [25, 40]));

test("what was done, from the gaps themselves", () => {
  const text = methods(spread);
  for (const part of [
    "published wording (published, 50 scored trials)",
    "K = 3 paraphrases, 140 scored trials",
    "1 cell (s; outcome o)",
    "The model was m.",
    "restricted maximum likelihood",
    "95 %",
    "cannot fall below 0.25 here",
    "one success and one failure more",
    "No trial was left out.",
  ])
    assert.ok(text.includes(part), `${part}: ${text}`);
  for (const absent of ["adjusted", "clustered", "noise floor", "judge", "undefined", "null", "NaN"])
    assert.ok(!text.includes(absent), `${absent}: ${text}`);
});

test("and from the facts that gaps cannot know", () => {
  const rows = trialsOf({ k: 4, inputs: 6 }).map((row) => ({ ...row, model: "openai/gpt-4o" }));
  const gaps = gap([
    ...rows,
    ...rows.map((row) => ({ ...row, scenario: "t", trial: `t${row.trial}` })),
    rowOf({ ...rows[0]!, trial: "x", status: "unscored", value: NaN, reason: "refused" }),
  ]);
  const run = {
    created: "2026-03-02T10:00:00.000Z",
    seed: 7,
    models: [{ id: "openai/gpt-4o", served: ["gpt-4o-2024-08-06"] }],
    judges: ["anthropic/claude-opus-4-6", "pattern"],
  };
  const text = methods(gaps, {
    runs: [run, { ...run, created: "2026-03-05T10:00:00.000Z" }],
    agreement: { found: agreement([1, 1, 0, 0, 1, 0], [1, 1, 0, 0, 0, 0]), reference: "two people's labels" },
    adjusted: "holm",
    floors: aa(
      rows,
      trialsOf({ seed: 2, k: 4, inputs: 6 }).map((row) => ({ ...row, model: "openai/gpt-4o" })),
    ),
    corrected: true,
    margin: 0.1,
  });
  for (const part of [
    "openai/gpt-4o (served as gpt-4o-2024-08-06), run from 2026-03-02 to 2026-03-05; order of trials by seed 7",
    "graded by anthropic/claude-opus-4-6, patterns in the reply",
    "agreed with two people's labels on 83.3 %",
    "Cohen's κ 0.67",
    "corrected for these errors",
    "clustered by input",
    "run a second time",
    "± 10 percentage points",
    "adjusted over 2 gaps by Holm",
    "Left out: 1 × refused.",
  ])
    assert.ok(text.includes(part), `${part}: ${text}`);
});

test("several gaps whose p-values nobody adjusted are said to be so; simulated subjects too; no gap is an error", () => {
  const two = gap([
    ...countsOf([20, 50], [30, 50], [10, 50]).map((cell) => ({ ...cell, model: "simulated/x" })),
    ...countsOf([20, 50], [30, 50], [10, 50]).map((cell) => ({ ...cell, model: "simulated/y" })),
    ...countsOf([20, 50]).map((cell) => ({ ...cell, model: "z" })),
  ]);
  assert.match(methods(two), /not adjusted for the 2 gaps.*1 cell lacked a side/);
  assert.match(methods(two), /these are no model's results/);
  assert.throws(() => methods(gap(countsOf([20, 50]))), /no gap was estimated/);
});

test("nothing is claimed that was not done: one paraphrase, several published wordings, clustered or printed errors", () => {
  const single = methods(gap(countsOf([20, 50], [30, 50])));
  assert.match(single, /K = 1 paraphrase,.*difference of two rates, of which nothing is said for other wordings/);
  for (const absent of ["random-effects", "rank test", "wordings like these", "adjusted"])
    assert.ok(!single.includes(absent), `${absent}: ${single}`);
  const several = methods(
    gap([
      ...countsOf([20, 50], [30, 50], [10, 50]),
      cellOf({ wording: "v", arm: "published", successes: 9, trials: 50 }),
    ]),
  );
  assert.match(several, /We compared the published wordings \(published, 100/);
  assert.ok(several.includes("t-test") && !several.includes("rank test"), several);
  assert.ok(!methods(gap(trialsOf({}))).includes("one failure more"));
  const printed = gap(
    [0.4, 0.5, 0.2, 0.3].map((rate, i) =>
      cellOf({ wording: `w${i}`, arm: i ? "paraphrase" : "published", rate, se: 0.07, trials: 50 }),
    ),
  );
  assert.match(methods(printed), /weights by the given standard errors/);
  for (const key of ["agresti2000", "bakbergenuly2020"]) assert.ok(!bibtex(printed).includes(key), key);
  assert.ok(!bibtex(gap(countsOf([20, 50], [30, 50]))).includes("hartung2001"));
});

test("a run that stopped since enough was known is told of, with what its intervals do not know", () => {
  const run = { created: "2026-03-02T10:00:00.000Z", seed: 7, models: [], judges: [] };
  const counts = { planned: 1000, done: 412, known: "the gap is known to ± 10.0 points" };
  assert.match(
    methods(spread, { runs: [{ ...run, counts }] }),
    /Asking stopped after 412 of 1,000 planned trials, since the gap is known to ± 10.0 points\. The intervals of the gaps are for one look/,
  );
  assert.doesNotMatch(methods(spread, { runs: [run] }), /Asking stopped/);
  assert.match(bibtex(spread, { uses: ["sequence", "cutoff"] }), /waudbysmith2024[\s\S]*/);
});

test("a posterior is told with its priors, its chains, and the question that is evidence", () => {
  const posteriors = posterior(countsOf([20, 50], [30, 50], [10, 50], [25, 40]), { draws: 500 });
  const text = methods(spread, { posteriors });
  for (const part of [
    ...posteriors[0]!.priors.map(({ parameter, distribution }) => `${parameter} ~ ${distribution}`),
    "4 chains of 500 draws",
    `${posteriors[0]!.check!.divergences} divergent moves`,
    "± 10 percentage points",
    "less one more wording",
  ])
    assert.ok(text.includes(part), `${part}: ${text}`);
  assert.match(bibtex(spread, { uses: ["posterior"] }), /hoffman2014/);
});

test("a contrast, an average, and arms outside the gap are told", () => {
  const at = (condition: string, ...counts: [[number, number], ...[number, number][]]) =>
    countsOf(...counts).map((cell) => ({ ...cell, condition }));
  const cells = [...at("free", [20, 50], [30, 50], [10, 50]), ...at("paid", [22, 50], [31, 50], [19, 50])];
  const found = contrast(cells, { column: "condition", plus: "free", minus: "paid" });
  assert.match(methods(found), /a difference, wording by wording: condition free − paid\./);
  assert.match(
    methods(gap(cells, { by: ["scenario", "outcome"] })),
    /averaged over condition \(free, paid\), with equal/,
  );
  const edited = [
    ...countsOf([20, 50], [30, 50], [10, 50]),
    cellOf({ wording: "e", arm: "edit", successes: 9, trials: 50 }),
  ];
  assert.match(methods(gap(edited)), /Wordings of arm edit do not enter the gaps\./);
  assert.match(methods(gap(countsOf([0, 50], [3, 50], [1, 50]))), /0 of n or n of n were given/);
});

test("BibTeX of what was used, each work once", () => {
  const source = {
    citation: "c",
    url: "https://example.org",
    published: "2024-01-01",
    bibtex: "@misc{original2024,\n}\n",
  };
  const text = bibtex(spread, {
    scenarios: [
      { id: "s", source },
      { id: "other", source },
    ],
    uses: ["dose", "mediation"],
  });
  const keys = [...text.matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key!);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of ["original2024", "viechtbauer2005", "hartung2001", "knapp2003", "imai2010"])
    assert.ok(keys.includes(key), key);
  for (const key of ["liang1986", "dersimonian1986", "roever2015"]) assert.ok(!keys.includes(key), key);
  assert.ok(bibtex(gap(trialsOf({}), { method: "DL" })).includes("dersimonian1986"));
  assert.ok(bibtex(gap(trialsOf({}))).includes("liang1986"));
  assert.ok(bibtex(gap(countsOf([25, 50], [25, 50], [25, 50], [25, 50]))).includes("roever2015"));
  assert.throws(() => bibtex(spread, { uses: ["sorcery" as Used] }), /no sources for "sorcery"/);
});

test("entries are whole: braces match, and each is cited by some file of this room", () => {
  const room = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const text = room
    .filter((name) => name !== "references.ts")
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, "utf8"));
  for (const [key, { author, year }] of Object.entries(references)) {
    assert.ok(key.endsWith(String(year)), key);
    assert.ok(author.split("{").length === author.split("}").length, author);
    assert.ok(
      text.some((file) => file.includes(key)),
      `${key} is cited by nothing`,
    );
  }
});

test("effects of single changes: design, efficiency, pooling, multiplicity, and what could not be told", () => {
  const rows = perturbedRows((text) => (text.names === "other" ? 0.7 : 0.3), { trials: 2 });
  const [found] = cues(rows);
  const text = methods(spread, { cues: [found!] });
  assert.equal(found!.dEfficiency, 1);
  for (const part of [
    "designs of 72 perturbations of 3 wordings (",
    "4 factors were varied (names, order, review, form; D-efficiency 100 %)",
    "wordings as units (64 degrees of freedom), and pooled over all factors",
    "Intervals (95 %) of pooled effects hold each one as often as they say",
    "p-values of 5 effects",
    "9 pairs of levels",
  ])
    assert.ok(text.includes(part), `${part}: ${text}`);
  assert.ok(!text.includes("could not be told") && !text.includes("control"));
  const once = cues(rows.filter(({ epoch }) => epoch === 0));
  assert.match(methods(spread, { cues: once }), /With one trial a wording/);
  assert.ok(!methods(spread).includes("perturbations"));
  assert.match(bibtex(spread, { uses: ["cues"] }), /@article\{pratt1963,/);
});
