import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { random, shuffle } from "../../lib/random.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { dose } from "./dose.ts";
import { cellOf, trialsOf } from "../fixture.ts";
import { metaRegression } from "../numbers/meta-regression.ts";

type Fit = Record<"intercept" | "slope" | "slopeSe" | "slopeSeWald" | "tau2", number>;
type Case = { name: string; yi: number[]; vi: number[]; x: number[] } & Fit;

/** Made by fixtures/dose.R with metafor. */
const cases = JSON.parse(readFileSync(new URL("../fixtures/dose.json", import.meta.url), "utf8")) as Case[];

const near = (actual: number, expected: number, tolerance = 1e-10) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

for (const { name, yi, vi, x, ...expected } of cases) {
  test(`metafor's line: ${name}`, () => {
    const fit = metaRegression(yi, vi, x);
    for (const key of ["intercept", "slope", "slopeSe", "slopeSeWald", "tau2"] as const)
      near(fit[key], expected[key], 1e-7 * Math.max(1e-2, Math.abs(expected[key])));
  });
}

const rungs = [
  ["verbatim", "", 40],
  ["recognizable", "", 36],
  ["paraphrase", "light", 30],
  ["paraphrase", "light", 33],
  ["paraphrase", "medium", 24],
  ["paraphrase", "heavy", 20],
  ["paraphrase", "heavy", 11],
] as const;
const ladder = rungs.map(([arm, rung, successes], i) =>
  cellOf({ wording: `w${i}`, arm, successes, trials: 50, extra: { rung } }),
);

test("the ladder: a slope over rungs, with the wordings as the points", () => {
  const [found] = dose([...ladder, cellOf({ wording: "e", arm: "edit", successes: 50, trials: 50 })]);
  const x = [0, 1, 2, 2, 3, 4, 4];
  const p = ladder.map(({ successes }) => successes! / 50);
  const variances = p.map((rate) => (rate * (1 - rate)) / 50);
  const paraphrased = variances.slice(2).reduce((a, b) => a + b, 0) / 5;
  const fit = metaRegression(p, [variances[0]!, variances[1]!, ...Array<number>(5).fill(paraphrased)], x);
  near(found!.slope!.estimate, fit.slope);
  const half = tQuantile(0.975, 5) * (fit.tau2 > 0 ? fit.slopeSe : Math.max(fit.slopeSe, fit.slopeSeWald));
  near(found!.slope!.ci[0], fit.slope - half);
  assert.ok(found!.slope!.p < 0.01);
  assert.deepEqual(
    found!.points.map(({ distance }) => distance),
    x,
  );
  assert.equal(found!.withoutPublished!.wordings, 6);
  assert.deepEqual(found!.unplaced, ["edit/e"]);
});

test("a distance of one's own, by wording or by a function, in its own unit", () => {
  const distance = Object.fromEntries(ladder.map(({ wording }, i) => [wording, i / 10]));
  const [named] = dose(ladder, { distance });
  const [counted] = dose(ladder, { distance: ({ wording }) => Number(wording.slice(1)) });
  near(named!.slope!.estimate, 10 * counted!.slope!.estimate);
  near(named!.slope!.p, counted!.slope!.p);
  assert.throws(() => dose(ladder, { distance: () => NaN }), /a distance of NaN/);
});

test("reversing distances flips the slope; the order of rows does not matter; what all wordings share cancels", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const rows = trialsOf({ seed, k: 6, inputs: 4, epochs: 5 });
      const distance = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((w) => [`w${w}`, (w * w) / 7]));
      const [a] = dose(rows, { distance });
      const [b] = dose(shuffle(rows, random(seed)), { distance: ({ wording }) => -distance[wording]! });
      near(b!.slope!.estimate, -a!.slope!.estimate, 1e-7);
      near(b!.slope!.p, a!.slope!.p, 1e-6);
      assert.ok(a!.slope!.ci[0] < a!.slope!.estimate && a!.slope!.estimate < a!.slope!.ci[1]);
    }),
    { numRuns: 25, seed: 9 },
  );
});

test("too few wordings, or all at one distance, make no slope and say so", () => {
  const [few] = dose(ladder.slice(0, 2));
  assert.equal(few!.slope, null);
  assert.deepEqual(few!.noSlope, { why: "too few", wordings: 2, distances: 2 });
  assert.equal(dose(ladder.filter(({ extra }) => extra.rung === "light"))[0]!.slope, null);
  assert.throws(() => metaRegression([1, 2], [1, 1], [0, 1]), /expected 3 or more/);
  const flat = ladder.map((cell) => ({ ...cell, successes: null, trials: null, rate: 0.4, se: null }));
  assert.equal(dose(flat)[0]!.slope, null);
});
