import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";

export interface Difference {
  estimate: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
}

/**
 * Difference of two gaps that share no wordings, `one` less `other`, such as a published scenario's gap less its
 * unpublished control's: what is left of the gap when what rewording alone does is taken off. Of the headline gaps, for
 * wordings like these, taken as independent, on t with Satterthwaite df; a proportion, two-sided. Null where either has
 * no standard error. For two models or conditions on the same wordings use {@link contrast}, which pairs them.
 */
export function did(one: Gap, other: Gap, { level = 0.95 }: { level?: number } = {}): Difference | null {
  if (one.gap === null || other.gap === null || !one.gapSe || !other.gapSe) return null;
  const estimate = one.gap - other.gap;
  const variances = [one.gapSe ** 2, other.gapSe ** 2] as const;
  const variance = variances[0] + variances[1];
  const df = variance ** 2 / (variances[0] ** 2 / one.gapDf! + variances[1] ** 2 / other.gapDf!);
  const se = Math.sqrt(variance);
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  return { estimate, se, df, ci: [estimate - half, estimate + half], p: tTwoSided(estimate / se, df) };
}
