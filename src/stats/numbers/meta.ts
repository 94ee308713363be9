import { checkOptions } from "../../lib/check-options.ts";
import { chiSquareUpper } from "./distributions.ts";

/** How the variance between studies is estimated. */
export type TauMethod = "REML" | "DL" | "PM";

/**
 * A random-effects meta-analysis. Units are those of the estimates; every `tau2` is in their
 * square.
 */
export interface Meta {
  k: number;
  mean: number;
  tau2: number;
  /** Wald standard error, 1 / √Σw. */
  se: number;
  /** Hartung–Knapp standard error; NaN at k = 1. */
  seHartungKnapp: number;
  /** Cochran's Q about the fixed-effect mean, with its p on k − 1 df (NaN at k = 1). */
  q: number;
  qP: number;
  /** Share of the variance that is between studies, in [0, 1] (Higgins and Thompson 2002). */
  i2: number;
}

/**
 * Random-effects meta-analysis of `estimates` with known sampling `variances` (squared standard
 * errors, ≥ 0). τ² by restricted maximum likelihood (the global maximum), DerSimonian–Laird or
 * Paule–Mandel; agrees with metafor's `rma(yi, vi, method, test = "knha")`. A variance of zero is
 * taken at its word, so that only τ² weighs that estimate. Throws on unequal lengths, no estimates,
 * and on values that are not finite or variances below zero. Sources: Viechtbauer 2005; Hartung and
 * Knapp 2001; DerSimonian and Laird 1986; Paule and Mandel 1982.
 *
 * @example
 * stats.meta([0.10, 0.22, 0.15], [0.002, 0.003, 0.002])
 */
export function meta(
  estimates: ArrayLike<number>,
  variances: ArrayLike<number>,
  options: { method?: TauMethod } = {},
): Meta {
  const { method = "REML" } = checkOptions("meta", options, { method: true });
  const y = Float64Array.from(estimates);
  const v = Float64Array.from(variances);
  if (y.length === 0 || y.length !== v.length) {
    throw new RangeError(`${y.length} estimates with ${v.length} variances: expected at least one, and one each`);
  }
  if (y.some((value) => !Number.isFinite(value)) || v.some((value) => !Number.isFinite(value) || value < 0)) {
    throw new RangeError("estimates must be finite and variances finite and not negative: leave missing ones out");
  }
  if (!Object.hasOwn(estimators, method))
    throw new RangeError(`method ${method}: expected ${Object.keys(estimators).join(", ")}`);
  const k = y.length;
  const tau2 = k === 1 ? 0 : estimators[method](y, v);
  const { mean, weight, deviance } = weigh(y, v, tau2);
  const q = generalizedQ(y, v, 0);
  return {
    k,
    mean,
    tau2,
    se: weight === Infinity ? 0 : Math.sqrt(1 / weight),
    seHartungKnapp: k === 1 ? NaN : weight === Infinity ? 0 : Math.sqrt(deviance / (k - 1) / weight),
    q,
    qP: k === 1 ? NaN : q === Infinity ? 0 : chiSquareUpper(q, k - 1),
    i2: heterogeneityShare(v, tau2),
  };
}

const estimators: Record<TauMethod, (y: Float64Array, v: Float64Array) => number> = {
  REML: reml,
  DL: derSimonianLaird,
  PM: pauleMandel,
};

/** Weighted mean and total weight at one τ²; equal weights where all variance is zero. */
function weighedMean(y: Float64Array, v: Float64Array, tau2: number): { mean: number; weight: number } {
  let weight = 0;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const w = 1 / (v[i]! + tau2);
    weight += w;
    sum += w * y[i]!;
  }
  if (weight !== Infinity) return { mean: sum / weight, weight };
  const exact = y.filter((_, i) => v[i] === 0);
  return { mean: exact.reduce((a, b) => a + b, 0) / exact.length, weight };
}

/** The same, with the weighted squared deviation. */
function weigh(y: Float64Array, v: Float64Array, tau2: number): { mean: number; weight: number; deviance: number } {
  const { mean, weight } = weighedMean(y, v, tau2);
  let deviance = 0;
  if (weight !== Infinity) for (let i = 0; i < y.length; i++) deviance += (y[i]! - mean) ** 2 / (v[i]! + tau2);
  return { mean, weight, deviance };
}

/**
 * Squared deviations from the weighted mean at one τ², in units of their variance. Falls as τ²
 * grows.
 */
export function generalizedQ(y: Float64Array, v: Float64Array, tau2: number): number {
  if (tau2 === 0 && v.includes(0)) return new Set(y).size > 1 ? Infinity : 0;
  return weigh(y, v, tau2).deviance;
}

/** Restricted log-likelihood of τ², up to a constant. Logarithms are taken of products: few. */
function restricted(y: Float64Array, v: Float64Array, tau2: number): number {
  const { mean, weight } = weighedMean(y, v, tau2);
  let value = 0;
  let product = weight;
  for (let i = 0; i < y.length; i++) {
    const total = v[i]! + tau2;
    product *= total;
    value += (y[i]! - mean) ** 2 / total;
    if (product > 1e-200 && product < 1e200) continue;
    value += Math.log(product);
    product = 1;
  }
  return -(value + Math.log(product)) / 2;
}

/** The derivative of {@link restricted} by τ². */
function slope(y: Float64Array, v: Float64Array, tau2: number): number {
  const { mean, weight } = weighedMean(y, v, tau2);
  let squares = 0;
  let fit = 0;
  for (let i = 0; i < y.length; i++) {
    const total = v[i]! + tau2;
    const residual = (y[i]! - mean) ** 2 / total;
    squares += 1 / total ** 2;
    fit += residual / total;
  }
  return (fit - weight + squares / weight) / 2;
}

function reml(y: Float64Array, v: Float64Array): number {
  const ceiling = spread(y) * 4;
  if (ceiling === 0) return 0;
  const floor = v.includes(0) ? ceiling * 1e-12 : 0;
  const steps = 80;
  const grid = Array.from({ length: steps + 1 }, (_, i) =>
    i === 0 ? floor : ceiling * 10 ** (-10 + (10 * i) / steps),
  );
  const values = grid.map((tau2) => restricted(y, v, tau2));
  const best = values.indexOf(Math.max(...values));
  const low = grid[Math.max(best - 1, 0)]!;
  const high = grid[Math.min(best + 1, steps)]!;
  if (best === 0 && slope(y, v, floor) <= 0) return floor;
  return root((tau2) => slope(y, v, tau2), low, high);
}

function derSimonianLaird(y: Float64Array, v: Float64Array): number {
  if (v.includes(0)) return spread(y);
  let weight = 0;
  let squares = 0;
  for (const variance of v) {
    weight += 1 / variance;
    squares += 1 / variance ** 2;
  }
  return Math.max(0, (generalizedQ(y, v, 0) - (y.length - 1)) / (weight - squares / weight));
}

function pauleMandel(y: Float64Array, v: Float64Array): number {
  const excess = (tau2: number) => generalizedQ(y, v, tau2) - (y.length - 1);
  const ceiling = spread(y) * y.length;
  return excess(0) <= 0 ? 0 : root(excess, v.includes(0) ? ceiling * 1e-12 : 0, ceiling);
}

/** Sample variance. */
export function spread(y: Float64Array): number {
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  return y.reduce((total, value) => total + (value - mean) ** 2, 0) / (y.length - 1);
}

/**
 * Where a function that is positive at `low` and negative at `high` crosses zero, by bisection to
 * the last bit.
 */
export function root(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function heterogeneityShare(v: Float64Array, tau2: number): number {
  if (v.length === 1 || tau2 === 0) return 0;
  if (v.includes(0)) return 1;
  let weight = 0;
  let squares = 0;
  for (const variance of v) {
    weight += 1 / variance;
    squares += 1 / variance ** 2;
  }
  const typical = ((v.length - 1) * weight) / (weight ** 2 - squares);
  return tau2 / (tau2 + typical);
}
