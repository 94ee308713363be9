import assert from "node:assert/strict";
import test from "node:test";
import { datedCutoff, datedGaps, datedScenarios } from "../plots/dated-gaps.ts";
import { cutoffAnswers } from "./cutoff-answer.ts";
import { findingsPage } from "./findings.ts";
import { sampleFindings } from "./fixture.ts";
import type { Made } from "./made.ts";

const gaps = datedGaps().map((gap) => ({ ...gap, simulated: false }));
const base = sampleFindings().runs[0]!;
const dated: Made = {
  ...base,
  scenarios: datedScenarios.map(({ id, source }) => ({
    id,
    title: id,
    varied: [],
    citation: null,
    url: null,
    published: source.published,
    outcomes: [],
  })),
};

test("where dates are known it says what is on either side, and whether they differ", () => {
  const [answer, ...more] = cutoffAnswers(gaps, [dated], {}, datedCutoff);
  assert.deepEqual(more, []);
  assert.notEqual(answer!.found.difference, null);
  assert.match(
    answer!.text,
    /^“objected”\. Where the model may have read it: mean [−+]\d.*Where it cannot have: mean .*May have read − cannot have, on average over scenarios and models: [−+]\d.*p\s[=<]/,
  );
});

test("where it cannot be told it says why, once", () => {
  const few = gaps.filter(({ scenario }) => /2021|2022/.test(scenario));
  const two = [...few, ...few.map((gap) => ({ ...gap, outcome: "other" }))];
  const answers = cutoffAnswers(two, [dated], {}, datedCutoff);
  assert.equal(answers.length, 1);
  assert.equal(answers[0]!.found.difference, null);
  assert.match(answers[0]!.text, /No p: 2 scenarios.* are too few/);
});

test("controls, simulated subjects and gaps without dates do not enter", () => {
  const none = [
    gaps.map((gap) => ({ ...gap, controlFor: "x" })),
    gaps.map((gap) => ({ ...gap, simulated: true })),
    gaps.map((gap) => ({ ...gap, gap: null })),
  ];
  for (const few of none) assert.deepEqual(cutoffAnswers(few, [dated], {}, datedCutoff), []);
  assert.deepEqual(
    cutoffAnswers(gaps, [dated], {}, () => null),
    [],
  );
  assert.deepEqual(cutoffAnswers(gaps, [base], {}, datedCutoff), []);
});

test("the page has the question where dates are known, and not otherwise", () => {
  const question = "Do models behave differently on scenarios that they may have read?";
  const all = sampleFindings();
  assert.ok(!findingsPage(all).includes(question));
  const scenarios = all.runs[0]!.scenarios.map((each) => ({ ...each, published: "2024-12-18" }));
  const page = findingsPage({ ...all, runs: [{ ...all.runs[0]!, scenarios }] });
  assert.ok(page.includes(question));
});
