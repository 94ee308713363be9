import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { random, shuffle } from "../../lib/random.ts";
import { rowOf } from "../../frames/fixture.ts";
import { consistency } from "./consistency.ts";
import { countsOf, trialsOf } from "../fixture.ts";
import { gap } from "../gap/gap.ts";
import { allOf } from "../numbers/subsets.ts";

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-12) =>
  assert.ok(actual != null && Math.abs(actual - expected) <= tolerance, `${actual}, expected ${expected}`);

test("all of k: the mean product over every subset, by enumeration", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 8 }),
      (values, k) => {
        fc.pre(k <= values.length);
        const products: number[] = [];
        for (let pattern = 0; pattern < 2 ** values.length; pattern++) {
          const subset = values.filter((_, i) => (pattern >> i) & 1);
          if (subset.length === k) products.push(subset.reduce((a, b) => a * b, 1));
        }
        near(allOf(values, k), products.reduce((a, b) => a + b, 0) / products.length);
      },
    ),
    { numRuns: 100, seed: 3 },
  );
});

test("of counts: all, any and agreement are those of the rates; the published wording does not enter", () => {
  const [found] = consistency(countsOf([50, 50], [10, 50], [20, 50], [45, 50]));
  const p = [0.2, 0.4, 0.9] as const;
  near(found!.allOf!.estimate, p[0] * p[1] * p[2]);
  near(found!.anyOf!.estimate, 1 - 0.8 * 0.6 * 0.1);
  const agree = (a: number, b: number) => a * b + (1 - a) * (1 - b);
  near(found!.agreement!.estimate, (agree(p[0], p[1]) + agree(p[0], p[2]) + agree(p[1], p[2])) / 3);
  const twice = ([s, n]: readonly [number, number]) => (s * (s - 1) + (n - s) * (n - s - 1)) / (n * (n - 1));
  near(found!.repeatAgreement!.estimate, (twice([10, 50]) + twice([20, 50]) + twice([45, 50])) / 3);
  assert.deepEqual([found!.wordings, found!.k, found!.inputs], [3, 3, 1]);
  const [two] = consistency(countsOf([50, 50], [10, 50], [20, 50], [45, 50]), { k: 2 });
  near(two!.allOf!.estimate, (p[0] * p[1] + p[0] * p[2] + p[1] * p[2]) / 3);
});

test("inputs crossed: mean over inputs, and the interval of that mean", () => {
  const rows = trialsOf({ k: 3, inputs: 5, epochs: 4 });
  const [found] = consistency(rows);
  const values = ["q0", "q1", "q2", "q3", "q4"].map((input) =>
    ["w1", "w2", "w3"].reduce((product, wording) => {
      const ofCell = rows.filter((row) => row.input === input && row.wording === wording);
      return (product * ofCell.reduce((sum, { value }) => sum + value, 0)) / ofCell.length;
    }, 1),
  );
  const mean = values.reduce((a, b) => a + b, 0) / 5;
  near(found!.allOf!.estimate, mean);
  const se = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4 / 5);
  near(found!.allOf!.ci![1], Math.min(1, mean + 2.7764451051977987 * se), 1e-9);
});

test("τ and I² are those of the gap; its interval holds it", () => {
  const rows = trialsOf({ k: 8, inputs: 6, epochs: 5 });
  const [[found], [estimated]] = [consistency(rows), gap(rows)];
  near(found!.tau, estimated!.tau!);
  near(found!.i2, estimated!.i2!);
  assert.ok(found!.tauCi![0] <= found!.tau! && found!.tau! <= found!.tauCi![1]);
});

test("the intraclass correlation is near that of the simulated rates", () => {
  const [found] = consistency(trialsOf({ seed: 4, k: 60, inputs: 60, epochs: 3, spread: 1 }));
  near(found!.icc, 1 / (1 + 1 + Math.PI ** 2 / 3), 0.06);
  near(found!.wordingSd, 1, 0.2);
});

test("fixed answers: every input one way is full agreement, with a bound below it and not ± 0", () => {
  const rows = ["a", "b", "c", "d"].flatMap((input, q) =>
    ["w0", "w1", "w2"].flatMap((wording) =>
      [0, 1].map((epoch) =>
        rowOf({
          trial: `${wording}${input}${epoch}`,
          wording,
          input,
          epoch,
          arm: "paraphrase",
          status: "scored",
          value: q % 2,
        }),
      ),
    ),
  );
  const [found] = consistency(rows);
  near(found!.agreement!.estimate, 1);
  near(found!.repeatAgreement!.estimate, 1);
  near(found!.allOf!.estimate, 0.5);
  assert.ok(found!.agreement!.ci![0] < 0.7 && found!.agreement!.ci![1] === 1);
});

test("order of rows does not matter; all ≤ any; agreement by chance is what equal rates give", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 5 }), (seed, inputs) => {
      const rows = trialsOf({ seed, k: 4, inputs, epochs: 3 });
      const [[a], [b]] = [consistency(rows), consistency(shuffle(rows, random(seed)))];
      for (const name of ["allOf", "anyOf", "agreement", "repeatAgreement"] as const) {
        near(b![name]!.estimate, a![name]!.estimate, 1e-9);
        const { estimate, ci } = a![name]!;
        assert.ok(ci === null || (ci[0] <= estimate && estimate <= ci[1]), `${name} ${estimate} [${ci}]`);
      }
      assert.ok(a!.allOf!.estimate <= a!.anyOf!.estimate);
    }),
    { numRuns: 40, seed: 5 },
  );
  near(consistency(countsOf([1, 2], [30, 100], [30, 100]))[0]!.agreement!.estimate, 0.3 ** 2 + 0.7 ** 2);
});

test("what cannot be told is null, and why", () => {
  const [one] = consistency(countsOf([10, 50], [20, 50]));
  assert.deepEqual([one!.tau, one!.icc, one!.agreement], [null, null, null]);
  assert.deepEqual([one!.wordings, one!.noIcc], [1, "too few wordings"]);
  const [none] = consistency(countsOf([10, 50]));
  assert.deepEqual([none!.k, none!.allOf, none!.anyOf], [0, null, null]);
  const [alike] = consistency(countsOf([10, 50], [0, 50], [0, 50]));
  assert.deepEqual([alike!.icc, alike!.noIcc], [null, "all alike"]);
  assert.equal(consistency(countsOf([10, 50], [50, 50], [50, 50]))[0]!.noIcc, "all alike");
  assert.equal(alike!.allOf!.estimate, 0);
  assert.ok(alike!.anyOf!.ci![1] > 0.01);
  const [capped] = consistency(countsOf([10, 50], [5, 50], [9, 50]), { k: 5 });
  assert.deepEqual([capped!.k, capped!.asked], [2, 5]);
  assert.throws(() => consistency(countsOf([10, 50], [5, 50]), { k: 0 }), /k = 0/);
});

test("near 0 or 100 % the interval of τ is said to cover less than it says, and not elsewhere", () => {
  const of = (...ones: number[]) => consistency(countsOf([5, 50], ...ones.map((s): [number, number] => [s, 50])))[0]!;
  assert.ok(of(1, 2, 14, 3, 9).askew);
  assert.ok(!of(20, 35, 14, 30, 25).askew);
});
