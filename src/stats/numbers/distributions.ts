import { require } from "../../lib/here.ts";

/**
 * A function of @stdlib, loaded when first called: together they take 70 ms, and most imports never
 * need one.
 */
function lazy<Args extends unknown[]>(name: string): (...args: Args) => number {
  let loaded: ((...args: Args) => number) | undefined;
  return (...args) => (loaded ??= require(`@stdlib/${name}`) as (...args: Args) => number)(...args);
}

const studentQuantile = lazy<[probability: number, df: number]>("stats-base-dists-t-quantile");
const studentCdf = lazy<[x: number, df: number]>("stats-base-dists-t-cdf");
const gaussQuantile = lazy<[probability: number, mean: number, sd: number]>("stats-base-dists-normal-quantile");
const gaussCdf = lazy<[x: number, mean: number, sd: number]>("stats-base-dists-normal-cdf");
const gammaIncomplete =
  lazy<[x: number, s: number, regularized: boolean, upper: boolean]>("math-base-special-gammainc");

/** Quantile and distribution function of the beta distribution: `(probability or x, a, b)`. */
export const betaQuantile = lazy<[probability: number, a: number, b: number]>("stats-base-dists-beta-quantile");
export const betaCdf = lazy<[x: number, a: number, b: number]>("stats-base-dists-beta-cdf");

/** The standard normal's distribution function. */
export const normalCdf = (x: number): number => gaussCdf(x, 0, 1);

/**
 * The standard normal's quantile: @stdlib's, which is good to 1e-7 in the far tail, and one step of
 * Halley's.
 */
export function normalQuantile(probability: number): number {
  const x = gaussQuantile(probability, 0, 1);
  if (!Number.isFinite(x)) return x;
  const [near, tail] = x < 0 ? [x, probability] : [-x, 1 - probability];
  const newton = ((normalCdf(near) - tail) * Math.sqrt(2 * Math.PI)) / Math.exp(-(x ** 2) / 2);
  const step = newton / (1 + (near * newton) / 2);
  return x < 0 ? near - step : step - near;
}

/**
 * Student's t: quantile and distribution function on `df` degrees of freedom; normal where `df` is
 * infinite.
 */
export const tQuantile = (probability: number, df: number): number =>
  df === Infinity ? normalQuantile(probability) : studentQuantile(probability, df);
export const tCdf = (x: number, df: number): number => (df === Infinity ? normalCdf(x) : studentCdf(x, df));

/** Two-sided p of a t statistic, accurate in the tail. */
export const tTwoSided = (t: number, df: number): number => Math.min(1, 2 * tCdf(-Math.abs(t), df));

/** Upper tail of the chi-square distribution. */
export const chiSquareUpper = (x: number, df: number): number => gammaIncomplete(x / 2, df / 2, true, true);
