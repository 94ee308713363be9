import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../lib/random.ts";
import { cholesky } from "./cholesky.ts";
import { factorPattern, factorSparse, placeOf, solveLower, solveUpper } from "./sparse-cholesky.ts";

/** A sparse positive definite matrix, dense: a diagonal that outweighs what is off it. */
function matrixOf(size: number, share: number, seed: string): Float64Array {
  const next = random(seed);
  const a = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) if (next() < share) a[i * size + j] = a[j * size + i] = next() - 0.5;
    a[i * size + i] = size * share + 1 + next();
  }
  return a;
}

const cases: [size: number, share: number][] = [
  [1, 0],
  [5, 0],
  [12, 0.2],
  [30, 0.1],
  [20, 1],
];
for (const [size, share] of cases)
  test(`the factor of a ${size} × ${size} matrix, ${100 * share} % filled, is the dense one, and solves`, () => {
    const dense = matrixOf(size, share, `${size} ${share}`);
    const below = Array.from(
      { length: size },
      (_, j) => new Set(Array.from({ length: size }, (_, i) => i).filter((i) => i > j && dense[i * size + j] !== 0)),
    );
    const factor = factorPattern(below);
    below.forEach((rows, j) => {
      for (const i of [j, ...rows]) factor.value[placeOf(factor, i, j)] = dense[i * size + j]!;
    });
    factorSparse(factor);
    const expected = Float64Array.from(dense);
    cholesky(expected, size);
    for (let j = 0; j < size; j++)
      for (let at = factor.start[j]!; at < factor.start[j + 1]!; at++)
        assert.ok(Math.abs(factor.value[at]! - expected[factor.row[at]! * size + j]!) < 1e-12);
    const x = Float64Array.from({ length: size }, (_, i) => Math.sin(i));
    const b = x.map((_, i) => x.reduce((sum, value, j) => sum + dense[i * size + j]! * value, 0));
    solveLower(factor, b);
    solveUpper(factor, b);
    b.forEach((value, i) => assert.ok(Math.abs(value - x[i]!) < 1e-10));
  });

test("a matrix that is not positive definite has no factor", () => {
  const factor = factorPattern([new Set([1]), new Set()]);
  factor.value.set([1, 2, 1]);
  factorSparse(factor);
  assert.ok(Number.isNaN(factor.value.at(-1)!));
});
