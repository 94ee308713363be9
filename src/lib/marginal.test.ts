import assert from "node:assert/strict";
import { test } from "node:test";
import { logitOf, marginal } from "./marginal.ts";

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual}, expected ${expected}`);

test("without a spread it is the logistic function; at level 0 a half, whatever the spread; sides mirror each other", () => {
  for (const level of [-3, 0.2, 5]) near(marginal(level, 0), 1 / (1 + Math.exp(-level)));
  for (const sd of [0.5, 2, 8]) near(marginal(0, sd), 0.5);
  for (const sd of [0.5, 2, 8]) near(marginal(1.3, sd) + marginal(-1.3, sd), 1);
});

test("the mean of many draws, as equally spaced quantiles of the normal give it", async () => {
  const { normalQuantile } = await import("../stats/numbers/distributions.ts");
  const size = 20_000;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += 1 / (1 + Math.exp(1 - 1.2 * normalQuantile((i + 0.5) / size)));
  near(marginal(-1, 1.2), sum / size, 1e-6);
});

test("a level gives its rate back, ends included", () => {
  for (const [rate, sd] of [
    [0.9, 0.8],
    [0.5, 2],
    [0.05, 1],
    [0.3, 0],
    [1e-6, 10],
  ] as const)
    // prettier-ignore
    near(marginal(logitOf(rate, sd), sd), rate, 1e-9);
  near(logitOf(0.3, 0), Math.log(0.3 / 0.7), 1e-9);
  assert.deepEqual([logitOf(0, 1), logitOf(1, 1)], [-Infinity, Infinity]);
});
