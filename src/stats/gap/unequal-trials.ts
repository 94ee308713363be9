import type { Estimand } from "../groups/group.ts";
import { median } from "../numbers/rank.ts";

/**
 * What unequal numbers of trials do to the tests of the published wording as one more draw. With
 * fewer than nine tenths of a rewording's its rate strays farther from the middle by chance alone,
 * and the rank test rejects too often. With three times as many and more it is the t-test that
 * does, where much of what parts the rewordings is sampling error (I² below 90 %), since their τ is
 * then known worse than K − 1 degrees of freedom say; the rank test errs on the safe side. How
 * often, the notes say.
 */
export function unequalTrials(
  published: Estimand,
  paraphrases: readonly Estimand[],
  { isDifference, i2 }: { isDifference: boolean; i2: number },
): "fewer" | "more" | null {
  const noises = paraphrases.map((each) => noise(each, isDifference)).filter((value) => !Number.isNaN(value));
  const publishedNoise = noise(published, isDifference);
  if (!(publishedNoise > 0) || noises.length === 0) return null;
  const times = median(noises) / publishedNoise;
  if (times < 0.9) return "fewer";
  return times >= 3 && paraphrases.length > 1 && i2 < 0.9 ? "more" : null;
}

/**
 * 1/n, as its trials or its standard error tell it; of a difference with a printed error, that
 * error's square.
 */
function noise({ unit, rate, variance }: Estimand, isDifference: boolean): number {
  if (!Number.isNaN(unit)) return unit;
  return isDifference ? variance : rate > 0 && rate < 1 ? variance / (rate * (1 - rate)) : NaN;
}
