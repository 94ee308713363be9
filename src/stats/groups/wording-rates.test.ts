import assert from "node:assert/strict";
import { test } from "node:test";
import { tQuantile } from "../numbers/distributions.ts";
import { rate } from "../numbers/rate.ts";
import type { Weighted } from "./strata.ts";
import { wordingRates, type Stratum } from "./wording-rates.ts";

/** A wording's trials in one stratum: its values, input by input. */
function stratum(
  wording: string,
  inputs: readonly (readonly number[])[],
  set: Partial<Weighted<Stratum>> = {},
): Weighted<Stratum> {
  const cells = inputs.map((values, input) => ({
    input,
    n: values.length,
    sum: values.reduce((a, b) => a + b, 0),
    squares: values.reduce((a, b) => a + b * b, 0),
  }));
  const draws = inputs.flat().length;
  const arm = wording === "verbatim" ? "verbatim" : "paraphrase";
  const published = arm === "verbatim";
  return { stratum: 0, rung: "", wording, arm, published, measured: false, draws, cells, weight: 1, ...set };
}

const only = (...strata: Weighted<Stratum>[]) => wordingRates(strata, false).wordings[0]!;
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`);
const scores = [0.2, 0.5, 0.9, 0.4, 0.7];
const mean = scores.reduce((a, b) => a + b) / 5;
const sampleVariance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4;

test("one input, 0 and 1: p(1 − p)/n on n − 1 df, and Wilson's interval", () => {
  const found = only(stratum("a", [[1, 1, 0, 1, 0, 1, 1, 1]]));
  close(found.variance, (0.75 * 0.25) / 8);
  close(found.df, 7);
  assert.deepEqual([found.rate, found.n, found.successes, found.ci], [0.75, 8, 6, rate(6, 8).ci]);
});

test("one input, proportions: s²/n on n − 1 df, and Student's interval cut to what there can be", () => {
  const found = only(stratum("a", [scores]));
  close(found.variance, sampleVariance / 5);
  assert.equal(found.successes, null);
  close(found.df, 4);
  close(found.ci![0], mean - tQuantile(0.975, 4) * Math.sqrt(sampleVariance / 5));
  const wide = [0.1, 0.9];
  assert.deepEqual(only(stratum("a", [wide])).ci, [0, 1]);
  const twoRates = wordingRates([stratum("a", [wide])], true).wordings[0]!;
  assert.deepEqual(twoRates.ci, [-1, 1]);
});

test("proportions that are all alike: none where they were read off the model, else p(1 − p)/n", () => {
  close(only(stratum("a", [[0.3, 0.3, 0.3]])).variance, (0.3 * 0.7) / 3);
  const readOff = only(stratum("a", [[0.3, 0.3, 0.3]], { measured: true }));
  assert.deepEqual([readOff.variance, readOff.ci], [0, null]);
  close(only(stratum("a", [scores], { measured: true })).variance, sampleVariance / 5);
  close(only(stratum("a", [[0.3]])).variance, 0.3 * 0.7);
});

test("copies of a reply: a mean of n is known as one of so many draws", () => {
  const counted = only(stratum("a", [[1, 1, 0, 0, 1, 1, 0, 0]], { draws: 4 }));
  close(counted.variance, 0.25 / 4);
  close(counted.df, 3);
  assert.deepEqual(counted.ci, rate(2, 4).ci);
  close(only(stratum("a", [scores], { draws: 2.5 })).variance, (2 * sampleVariance) / 5);
});

test("over strata: the weighted sums, on Satterthwaite's df", () => {
  const two = [stratum("a", [[1, 0, 0, 0]], { weight: 0.5 }), stratum("a", [scores], { weight: 0.5, stratum: 1 })];
  const [first, second] = [(0.25 * 0.75) / 4 / 4, sampleVariance / 5 / 4];
  const found = only(...two);
  close(found.rate, (0.25 + mean) / 2);
  close(found.variance, first + second);
  close(found.df, (first + second) ** 2 / (first ** 2 / 3 + second ** 2 / 4));
  close(found.unit, 1 / 16 + 1 / 20);
});

test("several inputs: by cluster, G / (G − 1) on G − 1 df, never less than within inputs", () => {
  const apart = [4, 0, 3, 1, 2].map((ones) => [1, 2, 3, 4].map((i) => Number(i <= ones)));
  const robust = ((2 ** 2 + 2 ** 2 + 1 + 1) / 20 ** 2) * (5 / 4);
  const found = wordingRates([stratum("a", apart)], false);
  const one = found.wordings[0]!;
  close(one.variance, robust);
  assert.deepEqual([one.df, found.clustering?.inputs], [4, 5]);
  [2, -2, 1, -1, 0].forEach((residual, i) => close(found.residuals![0]![i]!, residual / 20));
  close(one.ci![1], 0.5 + tQuantile(0.975, 4) * Math.sqrt(robust));

  const level = [
    [0, 1],
    [1, 0],
  ];
  close(only(stratum("a", level)).variance, (2 * (2 * 0.25)) / 4 ** 2);
});

test("wordings are weighed by size, at independent trials' variance times one design effect", () => {
  const a = [
    [1, 1, 1, 1],
    [0, 0, 1, 0],
  ];
  const b = [
    [1, 1, 0, 1],
    [0, 0, 0, 0],
  ];
  const found = wordingRates([stratum("a", a), stratum("b", b)], false).wordings;
  const robust = ([high, low]: number[]) => 2 * (((high! - low!) / 4) ** 2 * 2);
  const independent = (p: number) => (p * (1 - p)) / 8;
  const variances = [robust([1, 0.25]), robust([0.75, 0])];
  found.forEach(({ variance }, i) => close(variance, variances[i]!));
  const naive = [independent(0.625), independent(0.375)];
  const design = (variances[0]! + variances[1]!) / (naive[0]! + naive[1]!);
  for (const { weightVariance } of found) close(weightVariance, ((naive[0]! + naive[1]!) / 2) * design);
});

test("a wording of 0 of n keeps Wilson's bound with inputs as trials, and n of n likewise", () => {
  const [none, all] = [0, 1].map((x) => stratum("a", [[x, x, x], [x, x, x], [x, x, x]])); // prettier-ignore
  assert.deepEqual([only(none!).ci, only(all!).ci], [rate(0, 3).ci, rate(3, 3).ci]);
});
