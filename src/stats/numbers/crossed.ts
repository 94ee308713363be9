import { cholesky, inverse, solve } from "./cholesky.ts";
import { minimize } from "./minimize.ts";

/**
 * Estimates with known sampling variances that stand in rows and columns of a table, and what is
 * regressed on.
 */
export interface Crossed {
  y: ArrayLike<number>;
  v: ArrayLike<number>;
  /** Of each estimate: the values of the `p` regressors, row-major. */
  x: ArrayLike<number>;
  p: number;
  /** Which row and which column each estimate stands in, from 0. */
  row: ArrayLike<number>;
  column: ArrayLike<number>;
}

/** Variances beyond sampling: between rows, between columns, and of each estimate's own. */
export interface CrossedFit {
  rows: number;
  columns: number;
  residual: number;
  /**
   * Coefficients by generalised least squares and their covariance (p × p), the variances taken as
   * known.
   */
  coefficients: Float64Array;
  covariance: Float64Array;
  /** Restricted log-likelihood, up to a constant. */
  logLikelihood: number;
  converged: boolean;
}

/**
 * Multilevel meta-regression y = Xβ + row + column + own + sampling error, the three variances by
 * restricted maximum likelihood. Agrees with metafor's `rma.mv(y, v, mods = X, random = list(~ 1 |
 * row, ~ 1 | column, ~ 1 | own))`. Throws where there are no more estimates than regressors, or
 * where these are collinear. Sources: Viechtbauer 2010; Henderson 1984.
 */
export function crossed(data: Crossed): CrossedFit {
  const n = data.y.length;
  if (n <= data.p) throw new RangeError(`${n} estimates for ${data.p} coefficients: expected more estimates`);
  const scale = spreadOf(data.y) || 1;
  const at = (x: ArrayLike<number>) =>
    likelihood(
      data,
      [x[0]! ** 2, x[1]! ** 2, x[2]! ** 2].map((s) => s * scale),
    );
  const fits = [
    [0.5, 0.3, 0.3],
    [0.1, 0.1, 0.1],
    [0.05, 0.7, 0.05],
    [0.7, 0.05, 0.05],
    [0.05, 0.05, 0.7],
  ].map((start) => minimize((x) => -at(x).logLikelihood, start));
  const best = fits.reduce((a, b) => (b.value < a.value ? b : a));
  const variances = [...best.at].map((x) => x ** 2 * scale).map((s) => (s < 1e-9 * scale ? 0 : s));
  const { logLikelihood, coefficients, covariance } = likelihood(data, variances);
  if (!Number.isFinite(logLikelihood))
    throw new RangeError("regressors are collinear, or a variance is not above zero");
  const [rows, columns, residual] = variances as [number, number, number];
  return { rows, columns, residual, coefficients, covariance, logLikelihood, converged: best.converged };
}

/**
 * The restricted log-likelihood at given variances, by Woodbury's identity over rows and columns.
 */
function likelihood({ y, v, x, p, row, column }: Crossed, [rows, columns, residualVariance]: readonly number[]) {
  const n = y.length;
  const d = Float64Array.from(v, (value) => value + residualVariance!);
  const nRows = 1 + Math.max(...Array.from(row));
  const q = nRows + 1 + Math.max(...Array.from(column));
  const load = [Math.sqrt(rows!), Math.sqrt(columns!)] as const;
  const inner = new Float64Array(q * q);
  for (let i = 0; i < q; i++) inner[i * q + i] = 1;
  for (let i = 0; i < n; i++) {
    const [a, b] = [row[i]!, nRows + column[i]!];
    inner[a * q + a]! += rows! / d[i]!;
    inner[b * q + b]! += columns! / d[i]!;
    inner[b * q + a]! += (load[0] * load[1]) / d[i]!;
  }
  let log = cholesky(inner, q);
  for (let i = 0; i < n; i++) log += Math.log(d[i]!);
  // V⁻¹b of every `stride`th number from `from` on. In loops: most of a fit's time is here.
  const scaled = (b: ArrayLike<number>, stride = 1, from = 0) => {
    const along = new Float64Array(q);
    for (let i = 0; i < n; i++) {
      const value = b[i * stride + from]! / d[i]!;
      along[row[i]!]! += load[0] * value;
      along[nRows + column[i]!]! += load[1] * value;
    }
    solve(inner, q, along);
    const all = new Float64Array(n);
    for (let i = 0; i < n; i++)
      all[i] = (b[i * stride + from]! - load[0] * along[row[i]!]! - load[1] * along[nRows + column[i]!]!) / d[i]!;
    return all;
  };
  const wx = Array.from({ length: p }, (_, j) => scaled(x, p, j));
  const cross = new Float64Array(p * p);
  const xy = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) for (let i = 0; i < n; i++) cross[j * p + k]! += wx[j]![i]! * x[i * p + k]!;
    for (let i = 0; i < n; i++) xy[j]! += wx[j]![i]! * y[i]!;
  }
  const covariance = inverse(cross, p) ?? new Float64Array(p * p).fill(NaN);
  const coefficients = Float64Array.from({ length: p }, (_, j) =>
    xy.reduce((sum, w, k) => sum + covariance[j * p + k]! * w, 0),
  );
  const residuals = Float64Array.from(y);
  for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) residuals[i]! -= coefficients[j]! * x[i * p + j]!;
  const weighted = scaled(residuals);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += residuals[i]! * weighted[i]!;
  log += cholesky(cross, p) + squares;
  return { logLikelihood: -log / 2, coefficients, covariance };
}

function spreadOf(y: ArrayLike<number>): number {
  const all = Array.from(y);
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  return all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / Math.max(all.length - 1, 1);
}
