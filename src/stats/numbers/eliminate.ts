import type { Swept } from "./conditional.ts";

/** The first class's coefficients with all others' integrated out, at ratios of these. */
export interface Eliminated {
  /** What is known of the first class, as if it were all. */
  inner: Swept;
  /** Columns of the others, which come first, and their part of the log-likelihood. */
  outer: number;
  log: number;
  /** Rows of the lower factor as far as those columns go: theirs, then the first class's. */
  rows: Float64Array;
  /** The lower factor's solution of the right side, as far as those columns go. */
  solved: Float64Array;
  ratioOf: Float64Array;
}

/**
 * Integrates out the coefficients that come before the first class's, whose columns must be the
 * last: a Cholesky factor taken so far, and what is left of the products (their Schur complement).
 * Source: Henderson 1984.
 */
export function eliminate(swept: Swept, ratios: readonly number[]): Eliminated {
  const { size, products, right, classOf, groups } = swept;
  const outer = classOf.filter((each) => each !== 0).length;
  const ratioOf = Float64Array.from({ length: outer }, (_, j) => ratios[classOf[j]!]!);
  const rows = new Float64Array(size * outer);
  const dot = (i: number, j: number, to: number) => {
    let sum = 0;
    for (let k = 0, x = i * outer, y = j * outer; k < to; k++, x++, y++) sum += rows[x]! * rows[y]!;
    return sum;
  };
  let log = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i && j < outer; j++) {
      const value = products[i * size + j]! - dot(i, j, j);
      if (i > j) rows[i * outer + j] = value / rows[j * outer + j]!;
      else {
        const pivot = value + 1 / ratioOf[j]!;
        rows[i * outer + i] = Math.sqrt(pivot);
        log += Math.log(pivot) + Math.log(ratioOf[j]!);
      }
    }
  const solved = Float64Array.from(right.subarray(0, outer));
  advance(rows, outer, solved);
  const left = size - outer;
  const inner = new Float64Array(left * left);
  for (let i = 0; i < left; i++)
    for (let j = 0; j <= i; j++)
      inner[i * left + j] = products[(outer + i) * size + outer + j]! - dot(outer + i, outer + j, outer);
  return {
    inner: {
      ...swept,
      size: left,
      classOf: classOf.slice(outer),
      groups: groups.map((columns) => columns.map((column) => column - outer)),
      products: inner,
      right: Float64Array.from({ length: left }, (_, i) => right[outer + i]! - along(rows, outer, outer + i, solved)),
      squares: swept.squares - solved.reduce((sum, value) => sum + value ** 2, 0),
    },
    outer,
    log: -log / 2,
    rows,
    solved,
    ratioOf,
  };
}

/** A combination of all coefficients as one of the first class's, and what the others add to it. */
export interface Reduced {
  rest: Float64Array;
  /** Its part on the first class as it was. */
  direct: Float64Array;
  mean: number;
  /** Variance, and that beforehand, in units of the error's. */
  variance: number;
  before: number;
}

export function reduced({ outer, rows, solved, ratioOf, inner }: Eliminated, c: ArrayLike<number>): Reduced {
  const half = Float64Array.from({ length: outer }, (_, j) => c[j]!);
  advance(rows, outer, half);
  let [mean, variance, before] = [0, 0, 0];
  for (let j = 0; j < outer; j++) {
    mean += half[j]! * solved[j]!;
    variance += half[j]! ** 2;
    before += c[j]! ** 2 * ratioOf[j]!;
  }
  const rest = Float64Array.from({ length: inner.size }, (_, i) => c[outer + i]! - along(rows, outer, outer + i, half));
  const direct = Float64Array.from({ length: inner.size }, (_, i) => c[outer + i]!);
  return { rest, direct, mean, variance, before };
}

/** The others' coefficients where the first class's are `at`: means, and `noise` beside them. */
export function restored({ outer, rows, solved }: Eliminated, at: Float64Array, noise: Float64Array): Float64Array {
  const all = Float64Array.from({ length: outer }, (_, j) => solved[j]! + noise[j]!);
  for (let j = outer - 1; j >= 0; j--) {
    for (let i = 0; i < at.length; i++) all[j]! -= rows[(outer + i) * outer + j]! * at[i]!;
    for (let k = j + 1; k < outer; k++) all[j]! -= rows[k * outer + j]! * all[k]!;
    all[j]! /= rows[j * outer + j]!;
  }
  return all;
}

/** Solves L x = b in place, as far as the factor goes. */
function advance(rows: Float64Array, outer: number, b: Float64Array): void {
  let from = 0;
  while (from < outer && b[from] === 0) from++;
  for (let j = from; j < outer; j++) {
    let value = b[j]!;
    for (let k = from; k < j; k++) value -= rows[j * outer + k]! * b[k]!;
    b[j] = value / rows[j * outer + j]!;
  }
}

function along(rows: Float64Array, outer: number, row: number, x: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < outer; k++) sum += rows[row * outer + k]! * x[k]!;
  return sum;
}
