import { normal, random, type Random } from "../../lib/random.ts";
import { inverseOf } from "./cholesky.ts";
import { conditionalAt, sweep, type Classed, type Swept } from "./conditional.ts";
import { tQuantile } from "./distributions.ts";
import { reduced, restored, type Eliminated, type Reduced } from "./eliminate.ts";
import type { Interval } from "./interval.ts";
import type { Loosened } from "./loosened.ts";
import { weigh } from "./pool-grid.ts";

/** A combination of pooled coefficients. */
export interface PooledCombination {
  estimate: number;
  sd: number;
  ci: Interval;
  /** Share of its variance beforehand that the data take away: 0 where they say nothing of it. */
  learnt: number;
}

/** One draw of all coefficients and of the error's variance. */
export interface Draw {
  at: Float64Array;
  variance: number;
}

export interface Pooled {
  combinations: PooledCombination[];
  draws: Draw[];
  /** By class: mean of its coefficients' variance over the error's. */
  ratios: number[];
}

/**
 * Coefficients of each class are about 0 with a variance of their own, which is estimated from all
 * of them together: the more they differ, the less each is pulled toward 0. They are normal, but
 * for groups, which are of the first class, whose own variance may be larger, so that one large
 * effect among many of nothing is not pulled as those are. A class's variance has the uniform
 * shrinkage prior; it is integrated over a grid, groups' over {@link loosenings}, the error's
 * variance exactly. Intervals are on t about the mean of what is left over the grid. Sources:
 * Lindley and Smith 1972; Dawid 1973; Daniels 1999.
 */
export function poolEffects(
  data: Classed,
  {
    combinations,
    draws = 1000,
    seed = 1,
    level = 0.95,
  }: { combinations: readonly ArrayLike<number>[]; draws?: number; seed?: number | string; level?: number },
): Pooled {
  const order = inOrder(data);
  const swept = sweep(sorted(data, order));
  const asked = combinations.map((c) => order.map((column) => c[column]!));
  const next = random(`pooled ${seed}`);
  const sums = combinations.map((): Moments => ({ mean: 0, square: 0, variance: 0, before: 0 }));
  const drawn: Draw[] = [];
  const ratios = swept.scale.map(() => 0);
  let [share, count] = [0, 0];
  for (const { others, nodes } of weigh(swept)) {
    const mixed = mixtureOf(others.inner);
    for (const { ratios: at, fits } of nodes)
      for (const { weight, fit } of fits) {
        at.forEach((ratio, each) => (ratios[each]! += weight * ratio));
        const found = fitOf(others.inner, at[0]!, fit);
        mixIn(mixed, found, weight);
        share += weight;
        const due = Math.round(share * draws) - count;
        if (due > 0) drawn.push(...drawFrom(others, found, { draws: due, next, order }));
        count += Math.max(due, 0);
      }
    asked.forEach((c, i) => add(sums[i]!, momentsOf(mixed, reduced(others, c))));
  }
  const t = tQuantile(1 - (1 - level) / 2, swept.df) * Math.sqrt(Math.max(swept.df - 2, 1) / swept.df);
  return {
    combinations: sums.map(({ mean, square, variance, before }) => {
      const sd = Math.sqrt(Math.max(variance + square - mean ** 2, 0));
      return { estimate: mean, sd, ci: [mean - t * sd, mean + t * sd], learnt: before > 0 ? 1 - variance / before : 0 };
    }),
    draws: drawn,
    ratios,
  };
}

/** Columns of the first class last, and among them those of groups. */
function inOrder({ columns, classOf, groups = [] }: Classed): number[] {
  const grouped = new Set(groups.flat());
  if ([...grouped].some((column) => classOf[column] !== 0)) throw new RangeError("groups are of the first class");
  const rank = (column: number) => Number(classOf[column] === 0) + Number(grouped.has(column));
  return columns.map((_, column) => column).sort((a, b) => rank(a) - rank(b));
}

function sorted(data: Classed, order: readonly number[]): Classed {
  const place = new Map(order.map((column, i) => [column, i]));
  return {
    ...data,
    columns: order.map((column) => data.columns[column]!),
    classOf: order.map((column) => data.classOf[column]!),
    groups: (data.groups ?? []).map((columns) => columns.map((column) => place.get(column)!)),
  };
}

/** One fit of the first class: its coefficients, and each one's ratio. */
interface Fit {
  at: Float64Array;
  /** The lower factor of what their variance is the error's times the inverse of. */
  factor: Float64Array;
  ratioOf: Float64Array;
  left: number;
  /** The error's mean variance. */
  error: number;
  df: number;
}

function fitOf(inner: Swept, ratio: number, { wide, left }: Loosened): Fit {
  const ratioOf = new Float64Array(inner.size).fill(ratio);
  for (const { group, times } of wide) for (const column of inner.groups[group]!) ratioOf[column]! *= times ** 2;
  const { at, factor } = conditionalAt(inner, (column) => ratioOf[column]!);
  return { at, factor, ratioOf, left, error: left / Math.max(inner.df - 2, 1), df: inner.df };
}

/** Weighted sums over fits of the first class's coefficients. */
interface Mixture {
  size: number;
  weight: number;
  error: number;
  mean: Float64Array;
  /** Products of means, row by row; variances; and variances beforehand. */
  square: Float64Array;
  variance: Float64Array;
  before: Float64Array;
}

function mixtureOf({ size }: Swept): Mixture {
  const [row, table] = [() => new Float64Array(size), () => new Float64Array(size * size)];
  return { size, weight: 0, error: 0, mean: row(), square: table(), variance: table(), before: row() };
}

function mixIn(mixed: Mixture, { at, factor, ratioOf, error }: Fit, weight: number): void {
  const { size, mean, square, variance, before } = mixed;
  const inverse = inverseOf(factor, size);
  mixed.weight += weight;
  mixed.error += weight * error;
  for (let i = 0; i < size; i++) {
    mean[i]! += weight * at[i]!;
    before[i]! += weight * error * ratioOf[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < size; k++) sum += inverse[k * size + i]! * inverse[k * size + j]!;
      square[i * size + j]! += weight * at[i]! * at[j]!;
      variance[i * size + j]! += weight * error * sum;
    }
  }
}

/** Weighted sums of a combination's mean, its square, its variance, and that beforehand. */
interface Moments {
  mean: number;
  square: number;
  variance: number;
  before: number;
}

function momentsOf(mixed: Mixture, c: Reduced): Moments {
  const { size, weight, error } = mixed;
  let [along, before] = [0, error * c.before];
  for (let i = 0; i < size; i++) {
    along += c.rest[i]! * mixed.mean[i]!;
    before += c.direct[i]! ** 2 * mixed.before[i]!;
  }
  return {
    mean: weight * c.mean + along,
    square: weight * c.mean ** 2 + 2 * c.mean * along + quadratic(mixed.square, size, c.rest),
    variance: error * c.variance + quadratic(mixed.variance, size, c.rest),
    before,
  };
}

/** x′Ax, for the lower triangle of A. */
function quadratic(lower: Float64Array, size: number, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let row = (lower[i * size + i]! * x[i]!) / 2;
    for (let j = 0; j < i; j++) row += lower[i * size + j]! * x[j]!;
    sum += 2 * x[i]! * row;
  }
  return sum;
}

function add(sums: Moments, { mean, square, variance, before }: Moments): void {
  sums.mean += mean;
  sums.square += square;
  sums.variance += variance;
  sums.before += before;
}

interface Drawing {
  draws: number;
  next: Random;
  /** Where each column belongs. */
  order: readonly number[];
}

/** Draws of all coefficients from one fit. */
function drawFrom(others: Eliminated, { at, factor, left, df }: Fit, { draws, next, order }: Drawing): Draw[] {
  return Array.from({ length: draws }, () => {
    // Wilson and Hilferty's chi-square.
    const chiSquare = df * Math.max(1 - 2 / (9 * df) + normal(next) * Math.sqrt(2 / (9 * df)), 0.01) ** 3;
    const variance = left / chiSquare;
    const noise = (length: number) => Float64Array.from({ length }, () => normal(next));
    const z = noise(at.length);
    backward(factor, at.length, z);
    const inner = z.map((value, j) => at[j]! + Math.sqrt(variance) * value);
    const outer = restored(
      others,
      inner,
      noise(others.outer).map((value) => Math.sqrt(variance) * value),
    );
    const all = new Float64Array(order.length);
    order.forEach((column, i) => (all[column] = i < others.outer ? outer[i]! : inner[i - others.outer]!));
    return { at: all, variance };
  });
}

/** Solves Lᵀ x = b in place. */
function backward(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let value = b[i]!;
    for (let k = i + 1; k < size; k++) value -= factor[k * size + i]! * b[k]!;
    b[i] = value / factor[i * size + i]!;
  }
}
