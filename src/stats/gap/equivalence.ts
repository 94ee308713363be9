import { checkOptions } from "../../lib/check-options.ts";
import { tCdf, tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";

export interface Equivalence {
  margin: number;
  /**
   * The larger of the two one-sided p-values: small where the gap is shown to lie within ± margin.
   */
  p: number;
  pAboveLower: number;
  pBelowUpper: number;
  /** Confidence of each one-sided test. */
  level: number;
  /** The interval at 2 · level − 1: it lies within ± margin exactly where p < 1 − level. */
  interval: Interval;
}

/**
 * "No gap" as a claim: two one-sided t-tests of a gap for wordings like these (or anything with an
 * estimate, its standard error and df) against ± `margin`, a proportion that was chosen before
 * looking. A p above 1 − `level` says that equivalence was not shown, not that there is a gap. Null
 * where the gap has no standard error. Throws unless margin > 0. Source: Schuirmann 1987.
 *
 * @example
 * stats.equivalence(first, { margin: 0.1 })
 */
export function equivalence(
  { gap, gapSe, gapDf }: Pick<Gap, "gap" | "gapSe" | "gapDf">,
  options: { margin: number; level?: number },
): Equivalence | null {
  const { margin, level = 0.95 } = checkOptions("equivalence", options, { margin: true, level: true });
  if (!(margin > 0))
    throw new RangeError(`a margin of ${margin}: expected a proportion above 0, such as 0.1 for 10 points`);
  if (gap === null || gapSe === null || gapDf === null) return null;
  const pAboveLower = tCdf(-(gap + margin) / gapSe, gapDf);
  const pBelowUpper = tCdf((gap - margin) / gapSe, gapDf);
  const half = tQuantile(level, gapDf) * gapSe;
  return {
    margin,
    level,
    p: Math.max(pAboveLower, pBelowUpper),
    pAboveLower,
    pBelowUpper,
    interval: [gap - half, gap + half],
  };
}
