import assert from "node:assert/strict";
import { test } from "node:test";
import { calibration } from "../design/calibration.ts";
import { cellOf, countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";

const caution = (cells: Parameters<typeof gap>[0]) => gap(cells)[0]!.unequalTrials;

for (const [trials, expected] of [
  [10, "fewer"],
  [44, "fewer"],
  [46, null],
  [50, null],
  [140, null],
  [400, "more"],
] as const)
  test(`published ${trials} trials, rewordings 50: ${expected ?? "no word"}`, () =>
    assert.equal(caution(countsOf([trials / 2, trials], [30, 50], [20, 50], [22, 50], [25, 50], [31, 50])), expected));

test("no word of it where rewordings differ far more than chance would have them", () =>
  assert.equal(caution(countsOf([500, 1000], [1, 100], [30, 100], [60, 100], [99, 100])), null));

test("printed standard errors tell how many trials there were, those of 0 and of differences too", () => {
  const printed = (published: [number, number], paraphrases: [number, number][]) =>
    caution(
      [published, ...paraphrases].map(([rate, se], i) =>
        cellOf({ wording: `w${i}`, arm: i === 0 ? "published" : "paraphrase", rate, se }),
      ),
    );
  const se = (rate: number, n: number) => Math.sqrt((rate * (1 - rate)) / n);
  const paraphrases = [0.05, 0, 0.1, 0].map((rate): [number, number] => [rate, se(rate, 80)]);
  assert.equal(printed([0.5, se(0.5, 80)], paraphrases), null);
  assert.equal(printed([0.5, se(0.5, 30)], paraphrases), "fewer");
  const differences = [-0.1, 0.2, 0.1].map((rate): [number, number] => [rate, 0.04]);
  assert.equal(printed([0.3, 0.04], differences), null);
  assert.equal(printed([0.3, 0.09], differences), "fewer");
});

test("what is said of the outlier test is so: with as many trials it keeps its 5 %, with K times as many it does not", () => {
  const design = { k: 8, rate: 0.2, tau: 0.8, gap: 0, n: 20 };
  const rejects = (publishedN: number) =>
    calibration({ ...design, publishedN }, { sets: 2000, seed: "unequal" }).tests.find(
      ({ test, truth }) => test === "outlier test" && truth === "draw",
    )!.rejects;
  const [equal, many] = [rejects(20), rejects(160)];
  assert.ok(equal < 0.07, String(equal));
  assert.ok(many > 0.07 && many < 0.12, String(many));
});
