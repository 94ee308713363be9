import { tQuantile, tTwoSided } from "./distributions.ts";
import { eigen, matrixFunction } from "./eigen.ts";
import type { Interval } from "./interval.ts";

/** A linear combination of coefficients, on Student's t; NaN where the design does not tell it. */
export interface Combination {
  estimate: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
}

/** A weighted fit, asked for combinations of its coefficients. */
export interface LeastSquares {
  /** Observations less the rank of the columns. */
  df: number;
  /** Of an observation of weight 1; NaN without degrees of freedom. */
  variance: number;
  of(combination: ArrayLike<number>): Combination;
}

/**
 * Weighted least squares of `y` on `columns`, which may be collinear: a combination of coefficients
 * is told where it lies in the space of the rows, else it is NaN. The error is estimated from what
 * is left, so weights need only be relative. As R's `lm(y ~ columns, weights)`.
 */
export function leastSquares(
  y: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  { weights, level = 0.95 }: { weights: ArrayLike<number>; level?: number },
): LeastSquares {
  const [n, p] = [y.length, columns.length];
  const size = columns.map((x) => Math.sqrt(dot(x, x, weights)) || 1);
  const gram = new Float64Array(p * p);
  for (let j = 0; j < p; j++)
    for (let k = 0; k <= j; k++)
      gram[j * p + k] = gram[k * p + j] = dot(columns[j]!, columns[k]!, weights) / (size[j]! * size[k]!);
  const parts = eigen(gram, p);
  const inverse = matrixFunction(parts, (value) => 1 / value, { least });
  const right = columns.map((x, j) => dot(x, y, weights) / size[j]!);
  const scaled = times(inverse, right);
  let rss = 0;
  for (let i = 0; i < n; i++) {
    const fitted = columns.reduce((sum, x, j) => sum + (x[i]! * scaled[j]!) / size[j]!, 0);
    rss += weights[i]! * (y[i]! - fitted) ** 2;
  }
  const rank = parts.values.filter((value) => value > least * Math.max(...parts.values)).length;
  const df = n - rank;
  const variance = df > 0 ? rss / df : NaN;
  const projection = matrixFunction(parts, () => 1, { least });
  const of = (combination: ArrayLike<number>): Combination => {
    const c = Array.from(combination, (value, j) => value / size[j]!);
    const length = Math.hypot(...c);
    const apart = Math.hypot(...times(projection, c).map((value, j) => value - c[j]!));
    if (!(variance >= 0) || length === 0 || apart > 1e-6 * length) return untold(df);
    const estimate = c.reduce((sum, value, j) => sum + value * scaled[j]!, 0);
    const se = Math.sqrt(variance * times(inverse, c).reduce((sum, value, j) => sum + value * c[j]!, 0));
    return combinationOf(estimate, { se, df, level });
  };
  return { df, variance, of };
}

/** An estimate on t; NaN without an error above zero, since none can be told from it. */
export function combinationOf(
  estimate: number,
  { se, df, level }: { se: number; df: number; level: number },
): Combination {
  if (!(se > 1e-12)) return { ...untold(df), estimate };
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  return { estimate, se, df, ci: [estimate - half, estimate + half], p: tTwoSided(estimate / se, df) };
}

export const untold = (df: number): Combination => ({ estimate: NaN, se: NaN, df, ci: [NaN, NaN], p: NaN });

const least = 1e-9;

function dot(x: ArrayLike<number>, y: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += weights[i]! * x[i]! * y[i]!;
  return sum;
}

function times(matrix: Float64Array, x: readonly number[]): number[] {
  const size = x.length;
  return x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * size + j]! * value, 0));
}
