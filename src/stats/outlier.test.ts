import assert from "node:assert/strict";
import { test } from "node:test";
import { calibration } from "./calibration.ts";
import { tTwoSided } from "./distributions.ts";
import { meta } from "./meta.ts";
import { outlier } from "./outlier.ts";

const none = { among: 0, rest: { variance: 0, df: Infinity }, least: 0 };

test("rates without sampling error: the t-test on K − 1 df against τ²(1 + 1/K)", () => {
  for (const rates of [
    [0.1, 0.3],
    [0.1, 0.3, 0.5],
    [0.1, 0.2, 0.4, 0.3, 0.6, 0.2, 0.3, 0.35],
  ])
    for (const gap of [0.05, 0.2, -0.5, 1]) {
      const k = rates.length;
      const mean = rates.reduce((a, b) => a + b, 0) / k;
      const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (k - 1);
      const fit = meta(rates, new Float64Array(k));
      const expected = tTwoSided(gap / Math.sqrt(variance * (1 + 1 / k)), k - 1);
      const found = outlier(gap, { ...none, fit });
      assert.ok(Math.abs(found - expected) < 1e-6, `K = ${k}, gap ${gap}: ${found}, expected ${expected}`);
    }
});

test("paraphrases that do not vary at all leave the published wording's own error, on its own df", () => {
  const fit = meta([0.2, 0.2, 0.2], [1e-12, 1e-12, 1e-12]);
  const found = outlier(0.1, { ...none, fit, rest: { variance: 0.0016, df: 9 } });
  assert.ok(Math.abs(found - tTwoSided(2.5, 9)) < 1e-6, String(found));
});

test("few trials a paraphrase and many of the published wording: one more draw is not taken for an outlier", () => {
  for (const [k, rate, tau] of [
    [8, 0.2, 0.8],
    [8, 0.5, 0.4],
    [20, 0.5, 0.4],
    [20, 0.09, 0.4],
  ] as const) {
    // prettier-ignore
    const design = { k, rate, tau, gap: 0, n: 20, publishedN: 20 * k };
    const { tests } = calibration(design, { sets: 2000, seed: `outlier ${k} ${rate}` });
    const { rejects } = tests.find(({ test, truth }) => test === "outlier test" && truth === "draw")!;
    assert.ok(rejects > 0.02 && rejects < 0.075, `K = ${k}, rate ${rate}, τ ${tau}: rejects ${rejects}`);
  }
});
