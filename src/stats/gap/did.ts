import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap, Question } from "./estimated-gap.ts";

/**
 * A difference of estimates with its interval. `question` is what its interval and p answer: whether there is one on
 * average, or whether what is published is unlike one more draw from its rewordings.
 */
export interface Difference {
  question: Question;
  estimate: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
}

/**
 * Difference of two gaps that share no wordings, `second` − `first`, as `did(control, scenario)`: what is left of a
 * published scenario's gap when what rewording alone does to its unpublished control is taken off. Of the headline gaps,
 * for wordings like these, on average, taken as independent, on t with Satterthwaite df; a proportion, two-sided. Null
 * where either has no standard error. For two models or conditions on the same wordings use {@link contrast}, which
 * pairs them.
 */
export function did(first: Gap, second: Gap, { level = 0.95 }: { level?: number } = {}): Difference | null {
  if (first.gap === null || second.gap === null || !first.gapSe || !second.gapSe) return null;
  const estimate = second.gap - first.gap;
  const variances = [first.gapSe ** 2, second.gapSe ** 2] as const;
  const variance = variances[0] + variances[1];
  const df = variance ** 2 / (variances[0] ** 2 / first.gapDf! + variances[1] ** 2 / second.gapDf!);
  const se = Math.sqrt(variance);
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  return {
    question: "onAverage",
    estimate,
    se,
    df,
    ci: [estimate - half, estimate + half],
    p: tTwoSided(estimate / se, df),
  };
}
