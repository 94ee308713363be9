import { inverse } from "./cholesky.ts";
import type { CrossedCounts } from "./laplace-work.ts";
import { laplace } from "./laplace.ts";
import { minimize } from "./minimize.ts";

/** A fitted logit model with random intercepts of rows and columns. */
export interface LogitFit {
  beta: number[];
  rowSd: number;
  /** 0 where there is one column, and nothing to estimate. */
  columnSd: number;
  /** Laplace approximation, of single values of 0 and 1. */
  logLikelihood: number;
  /**
   * Of [rowSd, columnSd, ...beta], row-major; NaN in rows of a parameter that was not estimated.
   * Null if not finite.
   */
  covariance: Float64Array | null;
  converged: boolean;
}

/**
 * Maximum likelihood, by Laplace's approximation, of logit y = Xβ + (1 | row) + (1 | column),
 * without the columns' term where there is one column: what lme4's `glmer(…, family = binomial)`
 * maximises, with standard errors from the same Hessian of the deviance in SDs and coefficients.
 * Not for values that one term of X parts without exception.
 */
export function fitLogit(data: CrossedCounts): LogitFit {
  const deviance = laplace(data);
  const crossed = data.columns > 1;
  const shift = crossed ? 2 : 1;
  const split = (x: Float64Array): [readonly [number, number], Float64Array] => [
    [x[0]!, crossed ? x[1]! : 0],
    x.subarray(shift),
  ];
  const start = [...(crossed ? [0.5, 0.5] : [0.5]), ...startBeta(data)];
  const { at, value, hessian, converged } = minimize((x) => deviance(...split(x)), start);
  const [[s1, s2], beta] = split(at);
  return {
    beta: [...beta],
    rowSd: small(Math.abs(s1)),
    columnSd: small(Math.abs(s2)),
    logLikelihood: -value / 2,
    covariance: covarianceOf(hessian, at.length, crossed, [s1, s2]),
    converged,
  };
}

/** The deviance is even in a σ, so that a least value at zero is found to within its flatness. */
const small = (sd: number): number => (sd < 2e-3 ? 0 : sd);

/** Ordinary logit of the pooled rate, as the first term's coefficient. */
function startBeta({ n, sum, terms }: CrossedCounts): number[] {
  const total = n.reduce((a, b) => a + b, 0);
  const successes = sum.reduce((a, b) => a + b, 0);
  const rate = (successes + 0.5) / (total + 1);
  return Array.from({ length: terms }, (_, j) => (j === 0 ? Math.log(rate / (1 - rate)) : 0));
}

/**
 * Twice the inverse of the deviance's Hessian over the parameters that are not at zero, at its
 * place in the full one.
 */
function covarianceOf(
  hessian: Float64Array,
  size: number,
  crossed: boolean,
  sds: readonly [number, number],
): Float64Array | null {
  const named = (i: number) => (crossed || i === 0 ? i : i + 1);
  const free = Array.from({ length: size }, (_, i) => i).filter(
    (i) => named(i) > 1 || Math.abs(sds[named(i)]!) >= 2e-3,
  );
  const part = Float64Array.from(
    free.flatMap((i) => free.map((j) => hessian[i * size + j]!)),
    (value) => value / 2,
  );
  const inverted = inverse(part, free.length);
  if (!inverted) return null;
  const full = crossed ? size : size + 1;
  const covariance = new Float64Array(full * full).fill(NaN);
  free.forEach((i, a) =>
    free.forEach((j, b) => (covariance[named(i) * full + named(j)] = inverted[a * free.length + b]!)),
  );
  return covariance;
}
