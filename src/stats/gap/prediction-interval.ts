import { binomialBand } from "./binomial-band.ts";
import { covariances } from "./covariances.ts";
import { samplingVariances } from "./estimate.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Group } from "../groups/group.ts";

/**
 * The prediction interval that is reported: the normal one of {@link estimate}, or, where that runs beyond 0 or 100 % and
 * counts are known, the binomial model's ({@link binomialBand}); which it was is added to `notes`. Proportions.
 */
export function predictionInterval(
  group: Group,
  normal: Interval | null,
  { level, notes }: { level: number; notes: string[] },
): Interval | null {
  if (normal === null || group.isDifference || (normal[0] >= 0 && normal[1] <= 1)) return normal;
  const paraphrases = group.wordings.filter(({ arm }) => arm === "paraphrase");
  const { variances } = samplingVariances(paraphrases, covariances(group).among);
  const binomial = binomialBand(paraphrases, variances, level);
  notes.push(binomial ? bounded : unbounded);
  return binomial ?? normal;
}

const bounded =
  "the prediction interval is the binomial model's (log odds, wordings as a random effect): the normal approximation ran beyond 0 or 100 %";

const unbounded = "the prediction interval runs beyond 0 or 100 %: a normal approximation at its limit";
