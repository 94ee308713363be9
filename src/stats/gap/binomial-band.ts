import { tQuantile } from "../numbers/distributions.ts";
import type { Estimand } from "../groups/group.ts";
import type { Interval } from "../numbers/interval.ts";
import { fitLogit } from "../numbers/fit-logit.ts";
import { binomialVariance } from "../numbers/smooth.ts";

/**
 * Prediction interval for the true rate of a new wording from the binomial model, logit y = μ + (1
 * | wording), which stays within 0 and 1 where the normal approximation does not: μ ± t · √(τ² K/(K
 * − 1) + SE²) on K − 1 df, back on the scale of rates. τ² is by maximum likelihood, which is too
 * small for few wordings by about that factor. `variances` are those of the rates; where inputs
 * repeat, trials are divided by the design effect over all wordings (Rao and Scott 1992). Null
 * where counts are not known, below three wordings, where all trials came out alike, and where the
 * fit does not converge.
 */
export function binomialBand(
  wordings: readonly Pick<Estimand, "rate" | "draws" | "successes">[],
  variances: readonly number[],
  level: number,
): Interval | null {
  const k = wordings.length;
  if (k < 3 || wordings.some(({ draws, successes }) => draws === null || successes === null)) return null;
  const design = designEffect(wordings, variances);
  const n = Float64Array.from(wordings, (wording) =>
    design > 0 ? Math.max(wording.draws! / design, 1) : wording.draws!,
  );
  const sum = n.map((trials, i) => trials * wordings[i]!.rate);
  const [trials, ones] = [n, sum].map((values) => values.reduce((a, b) => a + b, 0)) as [number, number];
  if (ones === 0 || ones === trials) return null;
  const fit = fitLogit({ rows: k, columns: 1, n, sum, design: new Float64Array(k).fill(1), terms: 1 });
  const variance = fit.covariance?.at(-1);
  if (!fit.converged || variance === undefined || !(variance > 0)) return null;
  const half = tQuantile(1 - (1 - level) / 2, k - 1) * Math.sqrt((fit.rowSd ** 2 * k) / (k - 1) + variance);
  return [-half, half].map((shift) => 1 / (1 + Math.exp(-fit.beta[0]! - shift))) as Interval;
}

/**
 * How many times the variance of independent trials theirs is, all wordings together: one of few
 * trials cannot tell.
 */
function designEffect(wordings: readonly Pick<Estimand, "rate" | "draws">[], variances: readonly number[]): number {
  const independent = wordings.reduce((sum, { rate, draws }) => sum + binomialVariance(rate * draws!, draws!), 0);
  return variances.reduce((a, b) => a + b, 0) / independent;
}
