import { cholesky, solve } from "./cholesky.ts";

/** Observations with relative weights, and columns whose coefficients fall into classes. */
export interface Classed {
  y: ArrayLike<number>;
  weights: ArrayLike<number>;
  columns: readonly ArrayLike<number>[];
  /** The class of each column, from 0. */
  classOf: readonly number[];
  /** Columns that may together have a larger effect than their class's; none where left out. */
  groups?: readonly (readonly number[])[];
}

/** The same with the mean taken out, as products of columns. */
export interface Swept {
  size: number;
  /** Observations less one. */
  df: number;
  classOf: readonly number[];
  groups: readonly (readonly number[])[];
  /** Z′WZ, lower triangle, Z′Wy and y′Wy. */
  products: Float64Array;
  right: Float64Array;
  squares: number;
  /** By class: the mean over its columns of their sum of squares. */
  scale: number[];
}

/** Takes the weighted mean out of all columns and of `y`, and multiplies them out. */
export function sweep({ y, weights, columns, classOf, groups = [] }: Classed): Swept {
  const [n, size] = [y.length, columns.length];
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i]!;
  const centred = [...columns, y].map((x) => {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += (weights[i]! * x[i]!) / total;
    return Float64Array.from({ length: n }, (_, i) => Math.sqrt(weights[i]!) * (x[i]! - mean));
  });
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
    return sum;
  };
  const response = centred[size]!;
  const products = new Float64Array(size * size);
  for (let j = 0; j < size; j++) for (let k = 0; k <= j; k++) products[j * size + k] = dot(centred[j]!, centred[k]!);
  const classes = Math.max(-1, ...classOf) + 1;
  const scale = Array.from({ length: classes }, (_, each) => {
    const members = classOf.flatMap((one, j) => (one === each ? [products[j * size + j]!] : []));
    return members.reduce((a, b) => a + b, 0) / Math.max(members.length, 1);
  });
  const right = Float64Array.from({ length: size }, (_, j) => dot(centred[j]!, response));
  return { size, df: n - 1, classOf, groups, products, right, squares: dot(response, response), scale };
}

/** What is known of coefficients at given ratios of their variances to the error's. */
export interface Conditional {
  /**
   * Their means, and the lower factor of what their variance is the error's times the inverse of.
   */
  at: Float64Array;
  factor: Float64Array;
  /** Weighted squares left, those of the coefficients with them. */
  left: number;
  /** Restricted log-likelihood with the error's variance at its best, up to a constant. */
  logLikelihood: number;
}

/**
 * Coefficients that are normal about 0, those of a class with the same variance: `ratios` times the
 * error's. Agrees with lme4's REML fit at the same ratios. Source: Henderson 1984; Bates et al.
 * 2015.
 */
export const conditional = (swept: Swept, ratios: readonly number[]): Conditional =>
  conditionalAt(swept, (column) => ratios[swept.classOf[column]!]!);

/** {@link conditional}, with a ratio for each coefficient. */
export function conditionalAt(
  { size, df, products, right, squares }: Swept,
  ratio: (column: number) => number,
): Conditional {
  const factor = Float64Array.from(products);
  let prior = 0;
  for (let j = 0; j < size; j++) {
    factor[j * size + j]! += 1 / ratio(j);
    prior += Math.log(ratio(j));
  }
  const log = cholesky(factor, size);
  const at = Float64Array.from(right);
  solve(factor, size, at);
  let left = squares;
  for (let j = 0; j < size; j++) left -= at[j]! * right[j]!;
  left = Math.max(left, 1e-14 * squares);
  return { at, factor, left, logLikelihood: -(log + prior + df * Math.log(left)) / 2 };
}
