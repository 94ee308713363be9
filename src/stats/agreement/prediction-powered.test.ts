import assert from "node:assert/strict";
import { test } from "node:test";
import { tQuantile } from "../numbers/distributions.ts";
import { predictionPowered } from "./prediction-powered.ts";

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-10, `${actual}, expected ${expected}`);

/** So many ones, then zeros. */
const ones = (count: number, n: number) => Array.from({ length: n }, (_, i) => Number(i < count));

/** Wilson's interval with a quantile of Student's t in the normal's place. */
function wilson(rate: number, n: number, df: number, level = 0.95): [number, number] {
  const q2 = tQuantile(1 - (1 - level) / 2, df) ** 2;
  const half = Math.sqrt(q2 * ((rate * (1 - rate)) / n + q2 / (4 * n ** 2)));
  return [(rate + q2 / (2 * n) - half) / (1 + q2 / n), (rate + q2 / (2 * n) + half) / (1 + q2 / n)];
}

for (const [count, n, level] of [
  [7, 12, 0.95],
  [1, 30, 0.95],
  [20, 25, 0.8],
] as const)
  test(`a judge that is not leant on leaves Wilson's interval of the labels: ${count} of ${n}, ${level}`, () => {
    const judge = ones(n >> 1, n).toReversed();
    const found = predictionPowered(ones(count, n), judge, ones(40, 90), { lambda: 0, level });
    close(found.estimate, count / n);
    close(found.df, n - 1);
    wilson(count / n, n, n - 1, level).forEach((end, i) => close(found.ci![i]!, end));
    close(found.labelsAlone.se, Math.sqrt(((count / n) * (1 - count / n)) / (n - 1)));
    assert.deepEqual([found.interval, found.labelled, found.worth, found.unlabelled], ["score", n, n, 90]);
  });

test("none and all of n are taken half an item further in", () => {
  for (const [count, rate] of [
    [0, 0.5 / 13],
    [12, 1 - 0.5 / 13],
  ] as const) {
    const found = predictionPowered(ones(count, 12), ones(6, 12), ones(40, 90), { lambda: 0 });
    assert.equal(found.estimate, count / 12);
    wilson(rate, 12, 11).forEach((end, i) => close(found.ci![i]!, end));
  }
});

test("a judge that says the same of all is not leant on", () => {
  const found = predictionPowered(ones(7, 12), ones(12, 12), ones(90, 90));
  assert.equal(found.lambda, 0);
  wilson(7 / 12, 12, 11).forEach((end, i) => close(found.ci![i]!, end));
});

test("a judge that is always right is leant on by what labels vary as verdicts do, over 1 + n/N", () => {
  const [labels, rest] = [ones(9, 20), ones(33, 100)];
  const found = predictionPowered(labels, labels, rest);
  const verdicts = 42 / 120;
  const varies = (0.45 * 0.55 * 20) / 19 / ((verdicts * (1 - verdicts) * 120) / 119);
  close(found.lambda, varies / (1 + 20 / 100));
  close(found.estimate, found.lambda * 0.33 + (1 - found.lambda) * 0.45);
  const of = (p: number, n: number) => (p * (1 - p)) / (n - 1);
  close(found.se, Math.sqrt((1 - found.lambda) ** 2 * of(0.45, 20) + found.lambda ** 2 * of(0.33, 100)));
});

test("of proportions: the two variances added, and Welch's t", () => {
  const [labels, judge, rest] = [
    [0.2, 0.5, 0.4, 0.9],
    [0.3, 0.5, 0.2, 0.8],
    [0.1, 0.6, 0.4, 0.5, 0.7],
  ];
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const variance = (values: readonly number[]) =>
    values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - 1);
  const corrected = labels.map((label, i) => label - 0.5 * judge[i]!);
  const [a, b] = [variance(corrected) / 4, (0.25 * variance(rest)) / 5];
  const found = predictionPowered(labels, judge, rest, { lambda: 0.5 });
  close(found.estimate, mean(corrected) + 0.5 * mean(rest));
  close(found.se, Math.sqrt(a + b));
  close(found.df, (a + b) ** 2 / (a ** 2 / 3 + b ** 2 / 4));
  close(found.ci![0], Math.max(0, found.estimate - tQuantile(0.975, found.df) * found.se));
  assert.equal(found.interval, "t");
});

test("labels that were drawn unevenly weigh by the inverse, and are worth Kish's number", () => {
  const probabilities = [0.5, 0.5, 0.25, 0.25, 0.25];
  const labels = [1, 0, 1, 1, 0];
  const found = predictionPowered(labels, [0, 0, 0, 0, 0], [0, 0, 0], { lambda: 0, probabilities });
  close(found.estimate, (2 + 4 + 4) / (2 + 2 + 4 + 4 + 4));
  close(found.worth, 16 ** 2 / (4 + 4 + 16 + 16 + 16));
});

test("where nothing varies no error is told; a label or verdict that is missing is left out with its pair", () => {
  const alike = predictionPowered([1, 1, 1], [1, 1, 1], [1, 1, 1], { lambda: 1 });
  assert.deepEqual([alike.ci, alike.interval], [null, null]);
  const found = predictionPowered([1, 0, NaN, 1, 0], [1, NaN, 0, 1, 0], [1, 0, NaN, 1]);
  assert.deepEqual([found.labelled, found.unlabelled], [3, 3]);
  assert.throws(() => predictionPowered([1, NaN], [1, 0], [1, 0]), /1 labelled items and 2 others/);
});
