import { root, spread } from "./meta.ts";

/** A line through estimates with known sampling errors and a variance of their own about it. */
export interface MetaRegression {
  k: number;
  intercept: number;
  slope: number;
  /** Standard error of the slope, on k − 2 df: Knapp and Hartung's, and Wald's. */
  slopeSe: number;
  slopeSeWald: number;
  /** Variance about the line beyond sampling error. */
  tau2: number;
}

/**
 * Random-effects meta-regression of `estimates` with sampling `variances` on one moderator `x`, τ²
 * by restricted maximum likelihood; agrees with metafor's `rma(yi, vi, mods = ~ x, test = "knha")`.
 * Needs three estimates at two values of x or more, and throws on fewer. Sources: Knapp and Hartung
 * 2003; Viechtbauer 2005.
 */
export function metaRegression(
  estimates: ArrayLike<number>,
  variances: ArrayLike<number>,
  x: ArrayLike<number>,
): MetaRegression {
  const y = Float64Array.from(estimates);
  const v = Float64Array.from(variances);
  // About their mean, since sums of squares of values far from zero, such as dates, would cancel.
  const centre = Array.from(x).reduce((a, b) => a + b, 0) / x.length;
  const at = Float64Array.from(x, (value) => value - centre);
  if (y.length < 3 || v.length !== y.length || at.length !== y.length || new Set(at).size < 2) {
    throw new RangeError(
      `${y.length} estimates, ${v.length} variances, ${new Set(at).size} values of x: expected 3 or more of each estimate, at 2 or more of x`,
    );
  }
  const tau2 = reml(y, v, at);
  const { intercept, slope, slopeVariance, deviance } = line(y, v, at, tau2);
  return {
    k: y.length,
    intercept: intercept - slope * centre,
    slope,
    slopeSe: Math.sqrt((slopeVariance * deviance) / (y.length - 2)),
    slopeSeWald: Math.sqrt(slopeVariance),
    tau2,
  };
}

/**
 * Weighted line at one τ², the restricted log-likelihood there up to a constant, and its
 * derivative.
 */
function line(y: Float64Array, v: Float64Array, x: Float64Array, tau2: number) {
  let [w0, w1, w2, y0, y1] = [0, 0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const w = 1 / (v[i]! + tau2);
    w0 += w;
    w1 += w * x[i]!;
    w2 += w * x[i]! ** 2;
    y0 += w * y[i]!;
    y1 += w * x[i]! * y[i]!;
  }
  const determinant = w0 * w2 - w1 ** 2;
  const intercept = (w2 * y0 - w1 * y1) / determinant;
  const slope = (w0 * y1 - w1 * y0) / determinant;
  let [deviance, fit, trace, logs] = [0, 0, w0, Math.log(determinant)];
  for (let i = 0; i < y.length; i++) {
    const w = 1 / (v[i]! + tau2);
    const residual = w * (y[i]! - intercept - slope * x[i]!) ** 2;
    deviance += residual;
    fit += w * residual;
    trace -= (w ** 2 * (w2 - 2 * w1 * x[i]! + w0 * x[i]! ** 2)) / determinant;
    logs -= Math.log(w);
  }
  return {
    intercept,
    slope,
    slopeVariance: w0 / determinant,
    deviance,
    value: -(logs + deviance) / 2,
    derivative: (fit - trace) / 2,
  };
}

/**
 * The global maximum over τ² ≥ 0: the best of a grid, then where the derivative is zero beside it.
 */
function reml(y: Float64Array, v: Float64Array, x: Float64Array): number {
  const ceiling = spread(y) * 4;
  if (ceiling === 0) return v.includes(0) ? 1e-24 : 0;
  const floor = v.includes(0) ? ceiling * 1e-12 : 0;
  const steps = 80;
  const grid = Array.from({ length: steps + 1 }, (_, i) =>
    i === 0 ? floor : ceiling * 10 ** (-10 + (10 * i) / steps),
  );
  const values = grid.map((tau2) => line(y, v, x, tau2).value);
  const best = values.indexOf(Math.max(...values));
  if (best === 0 && line(y, v, x, floor).derivative <= 0) return floor;
  return root((tau2) => line(y, v, x, tau2).derivative, grid[Math.max(best - 1, 0)]!, grid[Math.min(best + 1, steps)]!);
}
