import type { Part } from "./covariances.ts";
import { tTwoSided } from "./distributions.ts";
import type { Meta } from "./meta.ts";

/** What the published wording is set against. Variances of proportions. */
export interface Company {
  /** The paraphrases' random-effects mean, two or more. */
  fit: Meta;
  /** What shared inputs do to all paraphrases alike, and what the published wording's own error adds. */
  among: number;
  rest: Part;
  /** That the sampling variance of the difference is never below. */
  least: number;
}

/**
 * Two-sided p that the published wording is one more draw from the spread of its rewordings, of its `gap` to their mean.
 * Where wordings have no sampling error it is the t-test on K − 1 df against τ²(1 + 1/K). Else τ² is what is left of their
 * variance σ² when sampling error is taken off, and is known worse than σ² itself: the p is the mean of those at every τ²,
 * σ² distributed as (K − 1)S²/χ² on K − 1 df and τ² never below 0, which is a generalized p-value. A t-test that takes
 * τ² as known on K − 1 df rejects up to 11 % at 5 % where trials are few a paraphrase and many of the published wording.
 * Source: Tsui and Weerahandi 1989.
 */
export function outlier(gap: number, { fit, among, rest, least }: Company): number {
  const { k, tau2, se, seHartungKnapp } = fit;
  const squares = (k - 1) * k * seHartungKnapp ** 2;
  const typical = Math.max(k * se ** 2 - tau2, 0);
  const pAt = (chiSquare: number) => {
    const total = squares / chiSquare;
    const sampling = Math.max(Math.max(total, typical) / k + among + rest.variance, least);
    const variance = Math.max(total - typical, 0) + sampling;
    const df = rest.variance > 0 ? rest.df * (variance / rest.variance) ** 2 : Infinity;
    return tTwoSided(gap / Math.sqrt(variance), df);
  };
  return averaged(pAt, k - 1);
}

const nodes = 64;

/** The mean of `f` over a chi-square variable, by the trapezoid rule on its logarithm, where all but a millionth of it lies. */
function averaged(f: (chiSquare: number) => number, df: number): number {
  const below = 30 / df;
  const above = Math.log1p(below + Math.sqrt(2 * below));
  let [sum, weight] = [0, 0];
  for (let i = 0; i <= nodes; i++) {
    const shift = -below - 1 + ((below + 1 + above) * i) / nodes;
    const density = Math.exp((df / 2) * (shift - Math.expm1(shift)));
    sum += density * f(df * Math.exp(shift));
    weight += density;
  }
  return sum / weight;
}
