import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { conditional, conditionalAt, sweep } from "./conditional.ts";
import { loosenings, tailOf } from "./loosened.ts";
import { poolEffects } from "./pool-effects.ts";

const next = random("loosened");
const n = 40;
const columns = Array.from({ length: 7 }, () => Float64Array.from({ length: n }, () => normal(next)));
const y = Array.from({ length: n }, (_, i) => 2 * columns[3]![i]! + normal(next));
const weights = new Float64Array(n).fill(1);
const classOf = [0, 0, 1, 1, 1, 1, 1];
const groups = [[2], [3, 4], [5], [6]];
const swept = sweep({ y, weights, columns, classOf, groups });
const ratios = [0.5, 0.05];
const near = (actual: number, expected: number, what: string) =>
  assert.ok(Math.abs(actual - expected) < 1e-9 * (1 + Math.abs(expected)), `${what}: ${actual}, expected ${expected}`);

test("a loosened fit is the fit with those ratios, whichever groups are wide", () => {
  const found = conditional(swept, ratios);
  const tail = tailOf(swept, found, ratios);
  const fits = loosenings(tail);
  assert.equal(fits.length, 1 + 4 * 3 + 6 * 9);
  const [whole] = fits;
  for (const fit of fits) {
    const times = (column: number) => fit.wide.find(({ group }) => groups[group]!.includes(column))?.times ?? 1;
    const direct = conditionalAt(swept, (column) => ratios[classOf[column]!]! * times(column) ** 2);
    near(fit.left, direct.left, "squares left");
    const before = (log: number, wide: number) => log - wide * (Math.log(0.1) - Math.log(0.7));
    near(
      before(fit.logPosterior, fit.wide.length) - whole!.logPosterior,
      direct.logLikelihood - found.logLikelihood,
      "log likelihood",
    );
  }
});

test("one large effect among many of nothing is hardly drawn toward zero, and without groups it is", () => {
  const data = { y, weights, columns, classOf: columns.map(() => 0) };
  const combinations = columns.map((_, j) => columns.map((__, k) => Number(j === k)));
  const of = (each: number[][]) => poolEffects({ ...data, groups: each }, { combinations }).combinations[3]!.estimate;
  const [alone, pooled] = [of(columns.map((_, j) => [j])), of([])];
  assert.ok(alone > pooled + 0.02 && Math.abs(alone - 2) < 0.4, `${alone}, ${pooled}`);
});
