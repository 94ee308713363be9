import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";

export interface PredictionPowered {
  estimate: number;
  se: number;
  /** Welch's; NaN where `ci` is null. */
  df: number;
  /** Null where neither labels nor verdicts vary, so that no error can be told. */
  ci: Interval | null;
  /** How far the judge is leant on: 0 not at all (labels alone), 1 fully. */
  lambda: number;
  labelled: number;
  unlabelled: number;
  /** The mean of the labels alone, and its standard error. */
  labelsAlone: { estimate: number; se: number };
}

/**
 * Prediction-powered mean: the truth on a labelled subset, and the judge's verdicts on it and on
 * the rest, make one unbiased estimate that is never much worse than the labels alone, however
 * wrong the judge. λ·mean(judge on the rest) + mean(label − λ·judge), λ tuned to the least variance
 * and kept in [0, 1] unless given. The labelled items must be a random draw of all; items
 * independent. Welch's t in place of the normal, since labels are few. NaN is left out, in pairs.
 * Throws below two labelled items or two others. Sources: Angelopoulos et al. 2023; Angelopoulos,
 * Duchi and Zrnic 2023.
 */
export function predictionPowered(
  labels: ArrayLike<number>,
  judgeOnLabelled: ArrayLike<number>,
  judgeOnRest: ArrayLike<number>,
  { lambda, level = 0.95 }: { lambda?: number; level?: number } = {},
): PredictionPowered {
  if (labels.length !== judgeOnLabelled.length)
    throw new RangeError(
      `${labels.length} labels with ${judgeOnLabelled.length} verdicts: expected one of each an item`,
    );
  const both = Array.from({ length: labels.length }, (_, i) => [labels[i]!, judgeOnLabelled[i]!] as const).filter(
    (pair) => !pair.some(Number.isNaN),
  );
  const [y, f] = [both.map(([label]) => label), both.map(([, verdict]) => verdict)];
  const rest = Array.from(judgeOnRest).filter((value) => !Number.isNaN(value));
  const [n, N] = [y.length, rest.length];
  if (n < 2 || N < 2) throw new RangeError(`${n} labelled items and ${N} others: expected two or more of either`);
  const used = lambda ?? tuned(y, f, rest);
  const own = momentsOf(y.map((label, i) => label - used * f[i]!));
  const other = momentsOf(rest);
  const parts = [own.variance / n, (used ** 2 * other.variance) / N] as const;
  const variance = parts[0] + parts[1];
  const df = variance ** 2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (N - 1));
  const se = Math.sqrt(variance);
  const estimate = own.mean + used * other.mean;
  const half = variance > 0 ? tQuantile(1 - (1 - level) / 2, df) * se : null;
  const alone = momentsOf(y);
  return {
    estimate,
    se,
    df,
    ci: half === null ? null : [estimate - half, estimate + half],
    lambda: used,
    labelled: n,
    unlabelled: N,
    labelsAlone: { estimate: alone.mean, se: Math.sqrt(alone.variance / n) },
  };
}

/** Covariance of label and verdict over (1 + n/N) times the variance of verdicts, within [0, 1]. */
function tuned(y: readonly number[], f: readonly number[], rest: readonly number[]): number {
  const [labels, verdicts] = [momentsOf(y).mean, momentsOf(f).mean];
  const covariance = y.reduce((sum, label, i) => sum + (label - labels) * (f[i]! - verdicts), 0) / (y.length - 1);
  const { variance } = momentsOf([...f, ...rest]);
  return variance === 0 ? 0 : Math.min(Math.max(covariance / ((1 + y.length / rest.length) * variance), 0), 1);
}

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}
