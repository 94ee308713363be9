import { normalQuantile, tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Counts, Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * What is known of a judge's errors, from items whose truth is known: its 1 among the ones, its 0
 * among the zeros.
 */
export interface JudgeErrors {
  sensitivity: Counts;
  specificity: Counts;
}

export interface CorrectedRate {
  /** Cut to [0, 1], and as it came out. */
  rate: number;
  raw: number;
  ci: Interval;
}

/**
 * The rate behind an imperfect judge's verdicts, (p + specificity − 1)/(sensitivity + specificity −
 * 1), with the interval of Lang and Reiczigel, which carries the sampling error of all three.
 * Assumes the judge errs alike on these trials and on the labelled ones, which were drawn apart
 * from them. Null where the judge is no better than chance. Proportions. Throws on impossible
 * counts. Sources: Rogan and Gladen 1978; Lang and Reiczigel 2014.
 */
export function correctedRate(
  observed: Counts,
  { sensitivity, specificity }: JudgeErrors,
  { level = 0.95 }: { level?: number } = {},
): CorrectedRate | null {
  const [p, se, sp] = [observed, sensitivity, specificity].map(shareOf) as [number, number, number];
  const raw = (p + sp - 1) / (se + sp - 1);
  const z = normalQuantile(1 - (1 - level) / 2);
  const own = smoothed(observed, z ** 2 / 2);
  const [hit, pass] = [smoothed(sensitivity, 1), smoothed(specificity, 1)];
  const youden = hit.rate + pass.rate - 1;
  if (se + sp <= 1 || youden <= 0) return null;
  const centre = (own.rate + pass.rate - 1) / youden;
  const shift = 2 * z ** 2 * (centre * hit.variance - (1 - centre) * pass.variance);
  const half = (z * Math.sqrt(own.variance + centre ** 2 * hit.variance + (1 - centre) ** 2 * pass.variance)) / youden;
  const rate = cut(raw);
  return {
    rate,
    raw,
    ci: [Math.min(cut(centre + shift - half), rate), Math.max(cut(centre + shift + half), rate)],
  };
}

export interface CorrectedGap {
  gap: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
}

/**
 * A gap behind an imperfect judge that errs alike on both sides: gap/(sensitivity + specificity −
 * 1), which is never nearer zero than the gap as judged, with the judge's own sampling error by the
 * delta method. For wordings like these, on the gap's df. Where the judge may err otherwise on one
 * side (it is blind to the arm, the texts are not), correct each side's rate by labels of that side
 * instead. Null without a standard error or with a judge no better than chance. Source: Rogan and
 * Gladen 1978.
 */
export function correctedGap(
  { gap, gapSe, gapDf }: Pick<Gap, "gap" | "gapSe" | "gapDf">,
  { sensitivity, specificity }: JudgeErrors,
  { level = 0.95 }: { level?: number } = {},
): CorrectedGap | null {
  const youden = shareOf(sensitivity) + shareOf(specificity) - 1;
  if (gap === null || gapSe === null || gapDf === null || youden <= 0) return null;
  const doubt = smoothed(sensitivity, 1).variance + smoothed(specificity, 1).variance;
  const estimate = gap / youden;
  const se = Math.sqrt(gapSe ** 2 + estimate ** 2 * doubt) / youden;
  const half = tQuantile(1 - (1 - level) / 2, gapDf) * se;
  return { gap: estimate, se, df: gapDf, ci: [estimate - half, estimate + half], p: tTwoSided(estimate / se, gapDf) };
}

function shareOf({ successes, trials }: Counts): number {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || trials < 1 || successes > trials)
    throw new RangeError(`${successes} of ${trials}: expected whole numbers, 0 ≤ successes ≤ trials, trials ≥ 1`);
  return successes / trials;
}

/** With so many successes and as many failures added. */
function smoothed({ successes, trials }: Counts, added: number): { rate: number; variance: number } {
  const n = trials + 2 * added;
  const rate = (successes + added) / n;
  return { rate, variance: (rate * (1 - rate)) / n };
}

const cut = (value: number): number => Math.min(Math.max(value, 0), 1);
