import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { random } from "../../lib/random.ts";
import { agreement } from "./agreement.ts";
import { rate } from "../numbers/rate.ts";
import { correctedGap, correctedRate } from "../gap/corrected.ts";
import { countsOf } from "../fixture.ts";
import { gap } from "../gap/gap.ts";
import { krippendorff } from "./krippendorff.ts";
import { predictionPowered } from "./prediction-powered.ts";

type Pair = [successes: number, trials: number];
interface Fixture {
  kappa: { table: number[][]; kappa: number; se: number; low: number; high: number }[];
  weighted: (Fixture["kappa"][number] & { distance: "linear" | "quadratic" })[];
  corrected: { observed: Pair; sensitivity: Pair; specificity: Pair; raw: number; low: number; high: number }[];
  powered: { labels: number[]; judge: number[]; rest: number[]; lambda: number; estimate: number; se: number }[];
}

/** Made by fixtures/agreement.py with statsmodels, NumPy and SciPy. */
const fixture = JSON.parse(readFileSync(new URL("../fixtures/agreement.json", import.meta.url), "utf8")) as Fixture;

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-10) =>
  assert.ok(actual != null && Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

/** Grades that make a confusion table, reference by rows. */
function gradesOf(table: number[][]): { judge: number[]; reference: number[] } {
  const cells = table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, () => [i, j] as const)),
  );
  return { judge: cells.map(([, j]) => j), reference: cells.map(([i]) => i) };
}

for (const { table, kappa, se, low, high } of fixture.kappa) {
  test(`statsmodels' κ of ${JSON.stringify(table)}`, () => {
    const { judge, reference } = gradesOf(table);
    const found = agreement(judge, reference);
    assert.deepEqual(found.confusion, table);
    near(found.kappa!.estimate, kappa);
    near(found.kappa!.se, se, 1e-7);
    if (se === 0) return; // its interval is a point there, and ours is not
    near(found.kappa!.ci[0], Math.max(low, -1), 1e-7);
    near(found.kappa!.ci[1], Math.min(high, 1), 1e-7);
  });
}

for (const { table, distance, kappa, se, low, high } of fixture.weighted)
  test(`statsmodels' ${distance} κ of ${JSON.stringify(table)}`, () => {
    const { judge, reference } = gradesOf(table);
    const found = agreement(judge, reference, { distance });
    near(found.kappa!.estimate, kappa);
    near(found.kappa!.se, se, 1e-7);
    assert.deepEqual(found.observed, agreement(judge, reference).observed);
    if (se === 0) return;
    near(found.kappa!.ci[0], low, 1e-7);
    near(found.kappa!.ci[1], high, 1e-7);
  });

test("distances are between numbers; between 0 and 1 they are all alike", () => {
  assert.throws(() => agreement(["a"], ["b"], { distance: "linear" }), /a label of "a": expected numbers/);
  const [judge, reference] = [
    [1, 0, 1, 1, 0],
    [1, 0, 0, 1, 0],
  ] as const;
  assert.deepEqual(agreement(judge, reference, { distance: "quadratic" }), agreement(judge, reference));
});

test("full agreement on few items is no certainty: κ's interval has a width, which falls with n", () => {
  const ends = (n: number) => agreement(Array.from({ length: n }, (_, i) => i % 2), Array.from({ length: n }, (_, i) => i % 2)).kappa!; // prettier-ignore
  assert.deepEqual([ends(10).estimate, ends(10).se, ends(10).ci[1]], [1, 0, 1]);
  near(ends(10).ci[0], (rate(10, 10).ci[0] - 0.5) / 0.5);
  assert.ok(ends(100).ci[0] > ends(10).ci[0]);
  near(agreement([1, 0], [0, 1]).kappa!.ci[1], (rate(0, 2).ci[1] - 0.5) / 0.5);
});

test("grades of 0 and 1 have a sensitivity and a specificity; missing grades are counted, not compared", () => {
  const found = agreement([1, 1, 0, 0, 1, NaN, 0, null], [1, 1, 1, 0, 0, 1, 0, 0]);
  assert.deepEqual([found.n, found.missing, found.labels], [6, 2, [0, 1]]);
  assert.deepEqual([found.sensitivity!.successes, found.sensitivity!.trials], [2, 3]);
  assert.deepEqual([found.specificity!.successes, found.specificity!.trials], [2, 3]);
  near(found.observed!.rate, 4 / 6);
  const words = agreement(["yes", "no", "yes"], ["yes", "no", "no"]);
  assert.deepEqual([words.labels, words.sensitivity], [["no", "yes"], null]);
  assert.equal(agreement([1, 1], [1, 1]).kappa, null);
  assert.deepEqual([agreement([], []).kappa, agreement([], []).observed], [null, null]);
  assert.throws(() => agreement([1], [1, 0]), /1 grades beside 2/);
});

test("κ: relabelling changes nothing, nor does swapping judge and reference", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), { minLength: 2 }),
      (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const [one, swapped] = [agreement(a, b), agreement(b, a)];
        const renamed = agreement(
          a.map((x) => `label ${2 - x}`),
          b.map((x) => `label ${2 - x}`),
        );
        for (const other of [swapped, renamed]) {
          assert.equal(other.kappa === null, one.kappa === null);
          if (one.kappa) near(other.kappa!.estimate, one.kappa.estimate, 1e-12);
          if (one.kappa) near(other.kappa!.se, one.kappa.se, 1e-9);
        }
      },
    ),
    { numRuns: 100, seed: 11 },
  );
});

const _ = null;
/** The four observers of Krippendorff 2011, by item. */
const items = [
  [1, 1, _, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [_, 5, 5, 5],
  [_, _, 1, 1],
  [_, 3, _, _],
];

test("Krippendorff's own example: nominal 0.743, ordinal 0.815, interval 0.849", () => {
  near(krippendorff(items).alpha, 0.743, 5e-4);
  near(krippendorff(items, { metric: "ordinal" }).alpha, 0.815, 5e-4);
  near(krippendorff(items, { metric: "interval" }).alpha, 0.849, 5e-4);
  const found = krippendorff(items);
  assert.deepEqual([found.items, found.grades, found.single], [11, 40, 1]);
  assert.ok(found.ci![0] < found.alpha! && found.alpha! < found.ci![1]);
  assert.deepEqual(krippendorff(items), found);
});

test("two raters, two labels: α = 1 − (n − 1)·disagreements/(zeros·ones), by hand for ten items", () => {
  const pairs = [..."0100000000"].map((a, i) => [Number(a), Number("1110010010"[i])]);
  near(krippendorff(pairs).alpha, 1 - (19 * 4) / (14 * 6));
});

test("one label throughout says nothing; numbers are asked of an interval metric", () => {
  assert.equal(
    krippendorff([
      ["a", "a"],
      ["a", "a"],
    ]).alpha,
    null,
  );
  assert.throws(() => krippendorff([["a", "b"]], { metric: "interval" }), /a label of "a"/);
});

for (const { observed, sensitivity, specificity, raw, low, high } of fixture.corrected) {
  test(`Rogan and Gladen's rate and Lang and Reiczigel's interval, ${observed.join(" of ")}`, () => {
    const counts = ([successes, trials]: Pair) => ({ successes, trials });
    const found = correctedRate(counts(observed), {
      sensitivity: counts(sensitivity),
      specificity: counts(specificity),
    })!;
    near(found.raw, raw);
    near(found.rate, Math.min(Math.max(raw, 0), 1));
    near(found.ci[0], Math.min(low, found.rate));
    near(found.ci[1], Math.max(high, found.rate));
  });
}

test("the corrected rate's interval covers the truth about 95 times in 100", () => {
  const next = random(5);
  const count = (p: number, trials: number) => {
    let successes = 0;
    for (let i = 0; i < trials; i++) if (next() < p) successes++;
    return { successes, trials };
  };
  let [covered, sets] = [0, 400];
  for (let i = 0; i < sets; i++) {
    const observed = count(0.3 * 0.85 + 0.7 * 0.1, 300);
    const { ci } = correctedRate(observed, { sensitivity: count(0.85, 60), specificity: count(0.9, 60) })!;
    if (ci[0] <= 0.3 && 0.3 <= ci[1]) covered++;
  }
  assert.ok(covered / sets > 0.92 && covered / sets < 0.99, `${covered / sets}`);
});

test("a corrected gap is wider and farther from zero; with a faultless judge it is all but the gap", () => {
  const [found] = gap(countsOf([40, 50], [20, 50], [25, 50], [15, 50]));
  const half = { sensitivity: { successes: 75, trials: 100 }, specificity: { successes: 75, trials: 100 } };
  near(correctedGap(found!, half)!.gap, found!.gap! / 0.5);
  assert.ok(correctedGap(found!, half)!.se > found!.gapSe! / 0.5);
  const sure = { sensitivity: { successes: 1e6, trials: 1e6 }, specificity: { successes: 1e6, trials: 1e6 } };
  near(correctedGap(found!, sure)!.se, found!.gapSe!, 1e-6);
  const blind = { sensitivity: { successes: 5, trials: 10 }, specificity: { successes: 5, trials: 10 } };
  assert.equal(correctedGap(found!, blind), null);
  assert.equal(correctedRate({ successes: 1, trials: 2 }, blind), null);
  assert.throws(() => correctedRate({ successes: 3, trials: 2 }, half), /3 of 2/);
});

for (const { labels, judge, rest, lambda, estimate, se } of fixture.powered) {
  test(`prediction-powered mean of ${labels.length} labels and ${rest.length} verdicts`, () => {
    const found = predictionPowered(labels, judge, rest);
    near(found.lambda, lambda);
    near(found.estimate, estimate);
    near(found.se, se);
    const unused = predictionPowered(labels, judge, rest, { lambda: 0 });
    near(unused.estimate, found.labelsAlone.estimate);
    near(unused.se, found.labelsAlone.se);
  });
}

test("prediction-powered: a biased judge does no harm, a missing label is left out with its verdict", () => {
  const labels = [1, 0, 1, 1, 0, 1, 0, 0];
  const wrong = labels.map((label) => 0.5 * label);
  const found = predictionPowered(
    labels,
    wrong,
    Array.from({ length: 400 }, (_, i) => 0.5 * (i % 2)),
    { lambda: 1 },
  );
  near(found.estimate, 0.5);
  assert.equal(predictionPowered([...labels, NaN], [...wrong, 1], [0, 1, 0]).labelled, 8);
  assert.equal(predictionPowered([1, 1, 1], [1, 1, 1], [1, 1]).ci, null);
  assert.throws(() => predictionPowered([1], [1], [1, 0]), /1 labelled items/);
});
