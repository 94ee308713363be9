import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../lib/random.ts";
import { price } from "../../models/price.ts";
import { closedPower } from "./closed-power.ts";
import { fillDesign } from "./design.ts";
import { marginal } from "../../lib/marginal.ts";
import { power } from "./power.ts";
import { simulateGroup } from "./simulate-group.ts";
import { smallestGap } from "./smallest-gap.ts";
import { studyCost } from "./study-cost.ts";

const design = { k: 12, n: 40, rate: 0.5, gap: -0.2, tau: 0.6 };
const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected} ± ${tolerance}`);

for (const [name, set] of [
  ["ordinary", {}],
  ["no spread", { tau: 0, gap: -0.15 }],
  ["many wordings", { k: 30, n: 20 }],
  ["few wordings", { k: 4, gap: -0.35 }],
  ["more of the published wording", { publishedN: 200 }],
  ["off the middle", { rate: 0.8, gap: -0.25, tau: 1 }],
] as const) {
  test(`simulation and closed form agree: ${name}`, () => {
    const found = power({ ...design, ...set }, { studies: 1000 });
    near(found.power, found.closedForm, 0.06);
    near(found.meanGap, { ...design, ...set }.gap, 0.012);
    assert.ok(found.powerCi[0] <= found.power && found.power <= found.powerCi[1]);
  });
}

test("without a gap it is the rate of false positives", () => {
  const found = power({ ...design, gap: 0 }, { studies: 2000, seed: 3 });
  near(found.power, 0.05, 0.02);
  near(found.closedForm, 0.05, 0.004);
});

/**
 * power.t.test(n = 10, delta = .1, sd = sqrt(.6 * .4 / 40), type = "one.sample", strict =
 * TRUE)$power
 */
test("R's power.t.test where the published rate is all but known and wordings do not differ: a one-sample t-test", () => {
  const filled = fillDesign({ ...design, k: 10, publishedN: 1e9, gap: 0.1, tau: 0 });
  near(closedPower(filled), 0.9514229, 0.001);
});

test("inputs crossed cancel between the sides: no less power than trials of one input", () => {
  const crossed = power({ ...design, inputs: 10, inputSd: 1 }, { studies: 600 });
  const plain = power(design, { studies: 600 });
  assert.ok(crossed.power > plain.power - 0.08, `${crossed.power} beside ${plain.power}`);
});

test("simulated data have the design's rates and spread", () => {
  const filled = fillDesign({ ...design, k: 400, n: 200, publishedN: 4000, tau: 0.8 });
  const { wordings } = simulateGroup(filled, random(1));
  near(wordings[0]!.rate, 0.5, 0.03);
  const rates = wordings.slice(1).map(({ rate }) => rate);
  const mean = rates.reduce((a, b) => a + b, 0) / 400;
  near(mean, 0.3, 0.02);
  const spread = Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / 399);
  near(spread, 0.16, 0.02);
  near(marginal(filled.paraphraseLogit, 0.8), 0.3, 1e-9);
});

test("the smallest gap that is found 8 times in 10, found 8 times in 10", () => {
  const { gap, closedForm } = smallestGap({ k: 12, n: 40, rate: 0.5, tau: 0.6 }, { studies: 400, upward: false });
  assert.ok(gap! < 0 && closedForm! < 0);
  near(gap!, closedForm!, 0.03);
  near(power({ ...design, gap: closedForm! }, { studies: 1000, seed: 9 }).power, 0.8, 0.06);
  assert.equal(smallestGap({ k: 2, n: 4, rate: 0.5, tau: 2 }, { studies: 100 }).gap, null);
});

test("more wordings buy more than more trials where wordings differ", () => {
  const base = { rate: 0.5, gap: -0.2, tau: 1, publishedN: 400 };
  const at = (k: number, n: number) => closedPower(fillDesign({ ...base, k, n }));
  assert.ok(at(16, 20) > at(8, 40) && at(8, 40) > at(4, 80));
});

test("the same seed, the same power; the cost is the catalogue's", () => {
  assert.deepEqual(power(design, { studies: 200 }), power(design, { studies: 200 }));
  const tokens = { input: 3000, output: 800 };
  const { trials, usd } = studyCost(design, { model: "openai/gpt-4o", tokens }, { gaps: 4 });
  assert.equal(trials, 4 * 13 * 40);
  const one = price("openai/gpt-4o", { ...tokens, cachedInput: null, reasoning: null })!;
  near(usd!, one * trials, 1e-9);
  near(power(design, { studies: 100, model: "openai/gpt-4o", tokens }).usd!, one * 13 * 40, 1e-9);
  assert.equal(studyCost(design, { model: "openai/unheard-of", tokens }).usd, null);
  assert.equal(power(design, { studies: 100 }).usd, null);
});

test("a design that cannot be is refused in words", () => {
  for (const [set, pattern] of [
    [{ k: 1 }, /k = 1: expected a whole number, 2/],
    [{ gap: -0.6 }, /gap = -0.6/],
    [{ rate: 50 }, /rate = 50/],
    [{ tau: -1 }, /tau = -1/],
    [{ inputs: 7 }, /a multiple of the 7 inputs/],
  ] as const)
    assert.throws(() => power({ ...design, ...set }), pattern);
  assert.throws(() => power(design, { studies: 5 }), /5 studies/);
});
