import assert from "node:assert/strict";
import { test } from "node:test";
import { normal, random } from "../../lib/random.ts";
import { permutation } from "./permutation.ts";

test("up to 16 clusters the sign-flip test goes through every pattern", () => {
  const found = permutation([0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual([found.p, found.floor, found.exact, found.replicates], [2 / 16, 2 / 16, true, 16]);
  assert.equal(permutation([0.1, -0.1]).p, 1);
  assert.equal(permutation([0, 0, 0]).p, 1);
  // |±1 ±2 ±4| ≥ |1 + 2 − 4| = 1 in all eight patterns.
  assert.equal(permutation([1, 2, -4]).p, 1);
  // |±1 ±1 ±3| ≥ 3 in ±(1,1,3) → 5, ±(1,−1,3) → 3, ±(−1,1,3) → 3: six of eight.
  assert.equal(permutation([1, -1, 3]).p, 6 / 8);
});

test("above, seeded draws agree with what every pattern gives, and never give zero", () => {
  const next = random("flips");
  const differences = Array.from({ length: 16 }, () => normal(next) + 0.4);
  const exact = permutation(differences);
  const padded = permutation([...differences, 0, 0], { replicates: 40_000 });
  assert.ok(!padded.exact && Math.abs(padded.p - exact.p) < 0.01, `${padded.p}, exactly ${exact.p}`);
  assert.deepEqual(permutation([...differences, 0], { seed: 3 }), permutation([...differences, 0], { seed: 3 }));
  assert.equal(permutation(new Float64Array(30).fill(1), { replicates: 99 }).p, 0.01);
});

test("missing differences are left out", () => {
  assert.equal(permutation([0.1, NaN, 0.2]).clusters, 2);
  assert.throws(() => permutation([NaN]), /no differences/);
});
