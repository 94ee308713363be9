import assert from "node:assert/strict";
import { test } from "node:test";
import { galleryGaps } from "../plots/gallery-data.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { headline } from "./headline.ts";

const gaps = galleryGaps();
const [gap] = gaps as [Gap];
const names = { [`${gap.scenario}/${gap.outcome}=1`]: "objects to the request" };
const said = (set: Partial<Gap> = {}, of: Gap = gap) => {
  const { value, interval, sentences } = headline({ ...of, ...set }, names);
  const [measured, average, unlike] = sentences.map(({ answer }) => answer.replaceAll("\u00a0", " "));
  return { value, interval: interval.replaceAll("\u00a0", " "), measured, average, unlike };
};

test("both rates with n and K, in the outcome's own words", () => {
  assert.equal(
    said({ published: 0.5, publishedN: 60, paraphrase: 0.25, k: 8, n: 480 }).measured,
    "The subject objects to the request in 50.0 % of trials on the published side (n = 60) and in 25.0 % on K = 8 paraphrases (n = 480).",
  );
  assert.match(said({ outcome: "other" }).measured!, /^“other” in/);
});

test("an average of proportions is not called a share of trials", () => {
  const wordings = gap.wordings.map((wording) => ({ ...wording, successes: null }));
  const { measured } = said({ wordings, published: 0.52, paraphrase: 0.51 });
  assert.match(
    measured!,
    /^The subject objects to the request: 52\.0 % on average on the published side \(n = 60\) and 51/,
  );
});

test("the value is read with the interval for wordings like these", () => {
  const { value, interval } = said({ gap: -0.1234, ciLike: [-0.2, -0.05] });
  assert.equal(value, "−12.3 points");
  assert.equal(interval, "[−20.0, −5.0], 95 % interval for wordings like these");
});

test("an average gap is claimed only where the interval excludes zero, and in its direction", () => {
  const below = said({ gap: -0.1, ciLike: [-0.2, -0.05], gapP: 0.004 }).average!;
  assert.match(below, /is lower .* excludes zero, two-sided p = 0\.004/);
  assert.match(said({ gap: 0.1, ciLike: [0.05, 0.2] }).average!, /is higher than/);
  const unclear = said({ gap: -0.1, ciLike: [-0.2, 0.05] }).average!;
  assert.match(unclear, /^Not shown .* includes zero.* anything from −20\.0 to \+5\.0 points/);
});

test("no room is left for what cannot be", () => {
  const { average, interval } = said({ gap: -0.4, ciLike: [-1.3, 0.5] });
  assert.match(average!, /anything from −100\.0 to \+50\.0 points/);
  assert.match(interval, /^\[<−100, \+50\.0\]/);
});

test("the other question is answered by the outlier test; rank test and band stand beside it", () => {
  const facts = { published: 0.5, predictionInterval: [0, 0.4] as [number, number], rankP: 1 / 9, rankFloor: 1 / 9 };
  const far = said({ ...facts, outlierP: 0.02 }).unlike!;
  assert.match(far, /^Yes: .* \(p = 0\.020\)\. Exact rank test p = 0\.111, which cannot fall below 0\.111 at K = 8\./);
  assert.match(far, /would lie in \[0\.0, 40\.0\] % .*; 50\.0 % was observed on the published side/);
  const near = said({ ...facts, outlierP: 0.09 }).unlike!;
  assert.match(near, /^Not shown: /, "outside the band of true rates, and the test does not reject");
});

test("one paraphrase, or none, is not made to say more than it can", () => {
  const one = said(
    {},
    gaps.find(({ k }) => k === 1)!,
  );
  assert.match(one.average!, /^Nothing can be said of wordings like these from one wording\. For exactly this one: /);
  assert.equal(one.unlike, "Too few paraphrases to tell.");
  assert.equal(one.interval, "");
  const none = said(
    {},
    gaps.find(({ k }) => k === 0)!,
  );
  assert.equal(none.value, "no gap");
  assert.match(none.measured!, /on the published side \(n = 50\); no paraphrase here, so there is no gap\.$/);
  assert.equal(none.average, undefined);
});

test("nothing scored on either side is not a rate of zero", () => {
  const nothing = said({ published: null, paraphrase: null, gap: null, dropped: { refused: 12 } });
  assert.match(nothing.measured!, /nothing was scored; left out: refused\.$/);
  assert.doesNotMatch(nothing.measured!, /\d/);
});
