import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stratum } from "../groups/wording-rates.ts";
import { meanError } from "./mean-error.ts";

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`);

/** Rates by input, one wording a row, of so many trials a cell. */
function strataOf(table: readonly (readonly number[])[], n = 4): Stratum[] {
  const rest = { stratum: 0, arm: "perturbation", rung: "", published: false, measured: false };
  return table.map((row, i) => {
    const cells = row.map((rate, input) => ({ input, n, sum: rate * n, squares: rate * n }));
    return { ...rest, wording: `w${i}`, draws: n * row.length, cells };
  });
}

/** A wording with so many of its trials counted 1. */
const counted = (successes: number, n: number) => {
  const rate = successes / n;
  return { rate, n, successes, unit: 1 / n, variance: (rate * (1 - rate)) / n };
};

test("wordings that share inputs: what neither explains, on (rows − 1)(columns − 1) df, over the inputs", () => {
  const table = [
    [0.25, 0.5, 0.75, 1],
    [0, 0.5, 0.25, 0.75],
    [0.5, 0.25, 1, 1],
  ];
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const squares = (values: readonly number[]) => values.reduce((sum, x) => sum + (x - mean(table.flat())) ** 2, 0);
  const rows = table.map(mean);
  const columns = table[0]!.map((_, i) => mean(table.map((row) => row[i]!)));
  const left = squares(table.flat()) - 4 * squares(rows) - 3 * squares(columns);
  close(meanError([], strataOf(table)), left / (2 * 3) / 4);
});

test("where wordings only differ by as much for every input, there is no error", () => {
  close(meanError([], strataOf([[0.25, 0.5], [0.5, 0.75]])), 0); // prettier-ignore
});

test("otherwise the variance of a trial, pooled over wordings that have several, over each one's trials", () => {
  const wordings = [counted(3, 10), counted(5, 10), counted(4, 20)];
  const ofTrial = (3 * 0.7 + 5 * 0.5 + 4 * 0.8) / (9 + 9 + 19);
  const expected = (ofTrial / 10 + ofTrial / 10 + ofTrial / 20) / 3;
  close(meanError(wordings, strataOf([[0.3], [0.5], [0.2]])), expected);
  close(meanError(wordings, strataOf([[0.3, 0.3], [0.5], [0.2, 0.1]])), expected);
});

test("of proportions each wording's own variance is taken", () => {
  const known = { rate: 0.4, n: 5, successes: null, unit: 0.2, variance: 0.02 };
  close(meanError([known, { ...known, variance: 0.04 }], strataOf([[0.4], [0.4]])), 0.03);
  close(meanError([known, { ...known, variance: NaN }], strataOf([[0.4], [0.4]])), 0.02);
});

test("where hardly a wording has two trials, it cannot be told", () => {
  const singles = Array.from({ length: 8 }, (_, i) => counted(i % 2, 1));
  assert.ok(Number.isNaN(meanError(singles, [])));
  assert.ok(Number.isNaN(meanError([...singles, counted(1, 2)], [])));
});
