import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { equivalence } from "./equivalence.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "./gap.ts";

/** Made by fixtures/tests.R. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/tests.json", import.meta.url), "utf8")) as {
  equivalence: { gap: number; se: number; df: number; margin: number; p: number; interval: [number, number] }[];
};

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual}, expected ${expected}`,
  );

for (const { gap, se, df, margin, p, interval } of fixture.equivalence) {
  test(`two one-sided tests of ${gap} ± ${se} against ${margin} agree with R`, () => {
    const found = equivalence({ gap, gapSe: se, gapDf: df }, { margin })!;
    near(found.p, p);
    found.interval.forEach((end, i) => near(end, interval[i]!));
    assert.equal(found.p < 0.05, Math.max(...found.interval.map(Math.abs)) < margin);
  });
}

type Tost = { gap: number; se: number; df: number; margin: number; interval: [number, number] } & Record<
  "p" | "pAboveLower" | "pBelowUpper",
  number
>;

/** Made by fixtures/python.py with statsmodels. */
const { tost } = JSON.parse(readFileSync(new URL("../fixtures/python.json", import.meta.url), "utf8")) as {
  tost: Tost[];
};

test("two one-sided tests agree with statsmodels' ttost_mean, and turning the sign swaps them", () => {
  for (const { gap, se, df, margin, interval, ...ps } of tost) {
    const found = equivalence({ gap, gapSe: se, gapDf: df }, { margin })!;
    for (const name of ["p", "pAboveLower", "pBelowUpper"] as const) near(found[name], ps[name]);
    // SciPy's t quantile is good to about 1e-10
    found.interval.forEach((end, i) => near(end, interval[i]!, 1e-9));
    near(equivalence({ gap: -gap, gapSe: se, gapDf: df }, { margin })!.pAboveLower, ps.pBelowUpper);
  }
});

test("equivalence of a gap is judged by its headline standard error, and has none where that is missing", () => {
  const [found] = gap(countsOf([25, 50], [25, 50], [24, 50], [26, 50], [25, 50], [27, 50]));
  assert.ok(equivalence(found!, { margin: 0.3 })!.p < 0.05);
  assert.ok(equivalence(found!, { margin: 0.05 })!.p > 0.05);
  assert.equal(equivalence(gap(countsOf([25, 50], [25, 50]))[0]!, { margin: 0.1 }), null);
  assert.throws(() => equivalence(found!, { margin: 0 }), /margin of 0/);
});
