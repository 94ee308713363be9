import { cholesky, inverse } from "./cholesky.ts";
import { eigen, matrixFunction } from "./eigen.ts";

/**
 * What one cluster of correlated observations brings: its `y`, its regressors (row-major) and its
 * working covariance.
 */
export interface Cluster {
  y: ArrayLike<number>;
  x: ArrayLike<number>;
  covariance: Float64Array;
}

/**
 * A weighted regression's coefficients with standard errors that hold whatever the true covariance
 * within clusters is.
 */
export interface ClusterRobust {
  coefficients: Float64Array;
  /** CR2 standard errors and Satterthwaite's df behind each; NaN where the clusters cannot tell. */
  se: Float64Array;
  df: Float64Array;
  /** (X'WX)⁻¹, which holds if the working covariance does. */
  bread: Float64Array;
  /**
   * For every cluster, how each of its observations weighs in each coefficient (p × size,
   * row-major).
   */
  weights: Float64Array[];
}

/**
 * Least squares weighted by the inverse of each cluster's working covariance, with bias-reduced
 * (CR2) cluster-robust variances and Satterthwaite degrees of freedom. Agrees with clubSandwich's
 * `coef_test(vcov = "CR2", test = "Satterthwaite")`. Clusters are taken as independent. Throws
 * where regressors are collinear. Sources: Bell and McCaffrey 2002; Pustejovsky and Tipton 2018.
 */
export function clusterRobust(clusters: readonly Cluster[], p: number): ClusterRobust {
  const weighted = clusters.map(({ y, x, covariance }) => {
    const size = y.length;
    const w = inverse(covariance, size);
    if (w === null) throw new RangeError("a working covariance is not positive definite");
    return { y, x, covariance, size, wx: multiply(w, Float64Array.from(x), size, size, p) };
  });
  const cross = new Float64Array(p * p);
  const xy = new Float64Array(p);
  for (const { y, x, size, wx } of weighted)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < p; j++) {
        xy[j]! += wx[i * p + j]! * y[i]!;
        for (let k = 0; k < p; k++) cross[j * p + k]! += wx[i * p + j]! * x[i * p + k]!;
      }
  const bread = inverse(cross, p);
  if (bread === null || bread.some((each) => !Number.isFinite(each))) throw new RangeError("regressors are collinear");
  const coefficients = multiply(bread, xy, p, p, 1);
  const parts = weighted.map((each) => {
    const weights = multiply(bread, transpose(each.wx, each.size, p), p, p, each.size);
    return { ...each, weights, pulls: pullsOf(each, bread, weights, p) };
  });
  const spreads = Array.from({ length: p }, (_, j) => spreadOf(parts, bread, coefficients, p, j));
  return {
    coefficients,
    se: Float64Array.from(spreads, ({ se }) => se),
    df: Float64Array.from(spreads, ({ df }) => df),
    bread,
    weights: parts.map(({ weights }) => weights),
  };
}

interface Weighted extends Cluster {
  size: number;
  wx: Float64Array;
}

/**
 * How a cluster's residuals, adjusted for the fit, pull at each coefficient (p × size): M X'W A, A
 * symmetric in Φ.
 */
function pullsOf({ x, covariance, size }: Weighted, bread: Float64Array, weights: Float64Array, p: number) {
  const root = Float64Array.from(covariance);
  cholesky(root, size);
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) root[i * size + j] = 0;
  // Φ = L Lᵀ and D = Lᵀ, as clubSandwich has it: B = D (Φ − X M Xᵀ) Dᵀ, A = Dᵀ B^(−1/2) D.
  const upper = transpose(root, size, size);
  const regressors = Float64Array.from(x);
  const fitted = multiply(multiply(regressors, bread, size, p, p), transpose(regressors, size, p), size, p, size);
  const left = covariance.map((value, i) => value - fitted[i]!);
  const b = multiply(multiply(upper, left, size, size, size), root, size, size, size);
  const symmetric = b.map((value, i) => (value + b[(i % size) * size + Math.floor(i / size)]!) / 2);
  const turned = matrixFunction(eigen(symmetric, size), (value) => 1 / Math.sqrt(value));
  const adjusted = multiply(multiply(root, turned, size, size, size), upper, size, size, size);
  return multiply(weights, adjusted, p, size, size);
}

/**
 * The standard error of coefficient `j` and its df: the square of a sum over clusters, against its
 * own variance.
 */
function spreadOf(
  parts: readonly (Weighted & { pulls: Float64Array })[],
  bread: Float64Array,
  coefficients: Float64Array,
  p: number,
  j: number,
): { se: number; df: number } {
  let variance = 0;
  const seen = parts.map(({ y, x, covariance, size, pulls }) => {
    const h = pulls.subarray(j * size, (j + 1) * size);
    let sum = 0;
    const alongX = new Float64Array(p);
    for (let i = 0; i < size; i++) {
      const residual = coefficients.reduce((left, b, k) => left - b * x[i * p + k]!, y[i]!);
      sum += h[i]! * residual;
      for (let k = 0; k < p; k++) alongX[k]! += h[i]! * x[i * p + k]!;
    }
    variance += sum ** 2;
    return { variance: quadratic(h, covariance), alongX };
  });
  let [trace, squares] = [0, 0];
  seen.forEach((a, i) =>
    seen.forEach((b, k) => {
      const cross = (i === k ? a.variance : 0) - bilinear(a.alongX, bread, b.alongX);
      if (i === k) trace += cross;
      squares += cross ** 2;
    }),
  );
  return trace > 1e-14 * (seen[0]?.variance ?? 0)
    ? { se: Math.sqrt(variance), df: trace ** 2 / squares }
    : { se: NaN, df: NaN };
}

const quadratic = (h: Float64Array, matrix: Float64Array): number => bilinear(h, matrix, h);

function bilinear(a: Float64Array, matrix: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) sum += a[i]! * matrix[i * b.length + j]! * b[j]!;
  return sum;
}

function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < columns; j++) result[i * columns + j]! += a[i * inner + k]! * b[k * columns + j]!;
  return result;
}

function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) => a[(at % rows) * columns + Math.floor(at / rows)]!);
}
