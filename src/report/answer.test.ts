import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryGaps } from "../plots/gallery-data.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { answerTo } from "./answer.ts";

const scenarioGap: Gap = { ...galleryGaps()[0]!, scenario: "s", outcome: "o", outlierP: 0.2 };
const beyond = (p: number): Partial<Gap> => ({
  adjusted: {
    control: "c",
    onAverage: null,
    asDraws: { question: "asDraw", estimate: -0.5, se: 0.1, df: 8, ci: [-0.73, -0.27], p },
  },
});
const control: Gap = { ...scenarioGap, scenario: "c", controlFor: "s", gap: 0.21, ciLike: [0.1, 0.32] };
const names = { "s/o=1": "objects" };

test("three sentences: on average, the control, and beyond it", () => {
  const {
    average,
    control: beside,
    evidence,
    verdict,
  } = answerTo({ gap: { ...scenarioGap, ...beyond(0.001) }, control }, names);
  assert.match(
    average,
    /^On rewordings the model objects 36\.9 points less than on a retelling of the published text:/,
  );
  assert.equal(beside, "On the unpublished control rewording does +21.0 [+10.0, +32.0].");
  assert.match(evidence, /^Beyond that: −50\.0 \[−73\.0, −27\.0\], p\u00a0=\u00a00\.001\.$/);
  assert.equal(verdict, "more than rewording does");
});

const verdicts: [string, Partial<Gap>, Gap | null, string][] = [
  ["beyond the control, not shown", beyond(0.3), control, "not told apart from rewording"],
  [
    "the difference counts, not the outlier test",
    { ...beyond(0.3), outlierP: 0.001 },
    control,
    "not told apart from rewording",
  ],
  ["without a control, the outlier test", { outlierP: 0.01 }, null, "more than rewording does"],
  ["without a control, not shown", { outlierP: 0.5 }, null, "not told apart from rewording"],
  ["at another level", { outlierP: 0.07, level: 0.9 }, null, "more than rewording does"],
  ["neither", { outlierP: null, adjusted: null }, null, "cannot be told"],
];
for (const [what, facts, beside, verdict] of verdicts)
  test(`the verdict is the test's: ${what}`, () =>
    assert.equal(answerTo({ gap: { ...scenarioGap, ...facts }, control: beside }, names).verdict, verdict));

test("where an interval holds all gaps there can be, nothing is told, and it says so in its place", () => {
  const wide: Gap = { ...scenarioGap, ciLike: [-1.4, 0.9] };
  const alone = answerTo({ gap: wide, control: null }, names);
  assert.match(alone.average, /\(−36\.9, too few for an interval\)\.$/);
  assert.equal(alone.verdict, "cannot be told");
  const asDraws = { ...beyond(0.001).adjusted!.asDraws!, ci: [-1.74, 0.74] as [number, number] };
  const adjusted = { control: "c", onAverage: null, asDraws };
  const beside = answerTo({ gap: { ...scenarioGap, adjusted }, control }, names);
  assert.match(beside.evidence, /^Beyond that: −50\.0, too few for an interval, p/);
  assert.equal(beside.verdict, "cannot be told");
});

test("of one rewording the interval is of exactly these texts, and it says what cannot be told", () => {
  const one: Gap = { ...scenarioGap, k: 1, ciLike: null, ciThese: [-0.5, -0.2], outlierP: null };
  const { average, evidence, verdict } = answerTo({ gap: one, control: null }, names);
  assert.match(average, /^On one rewording .* \(−36\.9 \[−50\.0, −20\.0\] for exactly these two texts\)\.$/);
  assert.equal(evidence, "How far rewordings lie apart cannot be told from one.");
  assert.equal(verdict, "cannot be told");
});

test("a gap of nothing is no more and no less, and an outcome without words stands by its name", () => {
  const none = answerTo({ gap: { ...scenarioGap, gap: 0.0001 }, control: null }, {});
  assert.match(none.average, /^On rewordings “o” comes out as much as on a retelling/);
});
