import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { tQuantile } from "./distributions.ts";
import { clusteredRate, rate, type RateMethod } from "./rate.ts";

type Ends = [number, number];
interface Fixture {
  cases: { successes: number; trials: number; wilson: Ends; clopperPearson: Ends; jeffreys: Ends }[];
  clustered: { values: number[]; clusters: number[]; rate: number; ci: Ends }[];
}

/** Made by fixtures/rate.R. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/rate.json", import.meta.url), "utf8")) as Fixture;

function near(actual: readonly number[], expected: readonly number[], tolerance = 1e-10) {
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]!) < tolerance, `[${actual}], expected [${expected}]`),
  );
}

for (const { successes: s, trials: n, wilson, clopperPearson, jeffreys } of fixture.cases) {
  test(`${s} of ${n} agrees with R`, () => {
    near(rate(s, n).ci, wilson);
    near(rate(s, n, { method: "clopper-pearson" }).ci, clopperPearson);
    near(rate(s, n, { method: "jeffreys" }).ci, jeffreys);
  });
}

/** Made by fixtures/python.py with statsmodels. */
const { rates } = JSON.parse(readFileSync(new URL("../fixtures/python.json", import.meta.url), "utf8")) as {
  rates: ({ successes: number; trials: number } & Record<RateMethod, Ends>)[];
};

test("Wilson, Clopper–Pearson and Jeffreys agree with statsmodels", () => {
  for (const { successes: s, trials: n, ...ends } of rates)
    for (const method of ["wilson", "clopper-pearson", "jeffreys"] as const)
      near(rate(s, n, { method }).ci, ends[method]);
});

test("every interval holds its rate and stays within 0 and 1; counting the failures turns it round; exact is widest", () => {
  const counts = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(counts, fc.constantFrom(0.8, 0.95, 0.99), ([s, n], level) => {
      for (const method of ["wilson", "clopper-pearson", "jeffreys"] as const) {
        const [successes, failures] = [rate(s, n, { method, level }), rate(n - s, n, { method, level })];
        assert.ok(
          0 <= successes.ci[0] &&
            successes.ci[0] <= successes.rate &&
            successes.rate <= successes.ci[1] &&
            successes.ci[1] <= 1,
        );
        near(failures.ci, [1 - successes.ci[1], 1 - successes.ci[0]], 1e-9);
      }
      const [exact, bayes] = (["clopper-pearson", "jeffreys"] as const).map(
        (method) => rate(s, n, { method, level }).ci,
      );
      assert.ok(exact![0] <= bayes![0] + 1e-12 && bayes![1] <= exact![1] + 1e-12);
    }),
    { numRuns: 150, seed: 3 },
  );
});

test("with one value a cluster it is the t interval of a mean", () => {
  const found = clusteredRate([0.2, 0.4, 0.5, 0.7], ["a", "b", "c", "d"]);
  const half = tQuantile(0.975, 3) * Math.sqrt((0.25 ** 2 + 0.05 ** 2 + 0.05 ** 2 + 0.25 ** 2) / 3 / 4);
  near(found.ci, [0.45 - half, 0.45 + half], 1e-12);
});

test("Wilson solves (p − π)² = z² π(1 − π)/n", () => {
  const z = 1.959963984540054;
  for (const [s, n] of [
    [3, 50],
    [207, 300],
    [1, 2],
  ] as const) {
    for (const end of rate(s, n).ci) assert.ok(Math.abs((s / n - end) ** 2 - (z ** 2 * end * (1 - end)) / n) < 1e-14);
  }
  near(rate(0, 20).ci, [0, z ** 2 / (20 + z ** 2)], 1e-14);
});

test("none and all give a bound, not ± 0", () => {
  assert.deepEqual([rate(0, 30).sided, rate(30, 30).sided, rate(7, 30).sided], ["upper", "lower", "both"]);
  assert.ok(rate(0, 30).ci[1] > 0.1 && rate(30, 30).ci[0] < 0.9);
});

test("another level moves the ends", () => {
  assert.ok(rate(7, 30, { level: 0.99 }).ci[0] < rate(7, 30).ci[0]);
});

for (const { values, clusters, rate: mean, ci } of fixture.clustered) {
  test(`clusters of ${values.length / new Set(clusters).size} agree with R`, () => {
    const found = clusteredRate(values, clusters);
    near([found.rate], [mean]);
    near(found.ci, [Math.max(0, ci[0]), Math.min(1, ci[1])]);
  });
}

test("missing values are left out of a clustered rate, not counted as zero", () => {
  const found = clusteredRate([1, 0, NaN, 1, NaN], ["a", "a", "a", "b", "b"]);
  assert.equal(found.n, 3);
  assert.equal(found.rate, 2 / 3);
});

test("repeating a thing whose values are all the same adds nothing to a bound", () => {
  const things = ["a", "b", "c", "d"];
  const repeated = things.flatMap((thing) => [thing, thing, thing]);
  assert.deepEqual(
    clusteredRate(
      repeated.map(() => 0),
      repeated,
    ).ci,
    rate(0, 4).ci,
  );
});

test("impossible counts and values are refused", () => {
  for (const [s, n] of [
    [3, 2],
    [-1, 5],
    [1.5, 5],
    [0, 0],
  ] as const)
    assert.throws(() => rate(s, n), /expected whole/);
  assert.throws(() => clusteredRate([2, 0], ["a", "b"]), /a value of 2/);
  assert.throws(() => clusteredRate([1, 0], ["a", "a"]), /at least two/);
});
