import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { twoRates } from "./two-rates.ts";

type Pair = [successes: number, trials: number];

/** Made by fixtures/two-rates.py with statsmodels and SciPy. */
const cases = JSON.parse(readFileSync(new URL("../fixtures/two-rates.json", import.meta.url), "utf8")) as {
  first: Pair;
  second: Pair;
  low: number;
  high: number;
  p: number;
}[];

const counts = ([successes, trials]: Pair) => ({ successes, trials });
const near = (actual: number, expected: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

for (const { first, second, low, high, p } of cases) {
  test(`Newcombe and Fisher of ${first.join("/")} and ${second.join("/")}: statsmodels and SciPy`, () => {
    const found = twoRates(counts(first), counts(second));
    near(found.ci[0], low);
    near(found.ci[1], high);
    near(found.p, p);
  });
}

test("swapping the two flips the sign; the interval holds the difference and stays within ± 1", () => {
  const pair = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(pair, pair, (a, b) => {
      const [one, other] = [twoRates(counts(a), counts(b)), twoRates(counts(b), counts(a))];
      near(other.difference, -one.difference);
      near(other.ci[0], -one.ci[1]);
      near(other.p, one.p);
      assert.ok(-1 - 1e-12 <= one.ci[0] && one.ci[0] <= one.difference + 1e-12);
      assert.ok(one.difference - 1e-12 <= one.ci[1] && one.ci[1] <= 1 + 1e-12);
    }),
    { numRuns: 200, seed: 12 },
  );
  assert.throws(() => twoRates({ successes: 2, trials: 1 }, { successes: 0, trials: 1 }), /expected whole/);
});
