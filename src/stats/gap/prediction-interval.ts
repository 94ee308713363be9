import type { Interval } from "../numbers/interval.ts";
import { binomialBand } from "./binomial-band.ts";
import type { Sides } from "./sides.ts";

/**
 * The prediction interval that is reported, and which model it is of: the normal one of {@link
 * estimate}, or, where that runs beyond 0 or 100 % and counts are known, the binomial model's
 * ({@link binomialBand}). Proportions.
 */
export function predictionInterval(
  { paraphrases, variances }: Sides,
  normal: Interval | null,
  { level, isDifference }: { level: number; isDifference: boolean },
): { predictionInterval: Interval | null; band: "normal" | "binomial" | null } {
  if (normal === null) return { predictionInterval: null, band: null };
  const within = isDifference || (normal[0] >= 0 && normal[1] <= 1);
  const binomial = within ? null : binomialBand(paraphrases, variances, level);
  return { predictionInterval: binomial ?? normal, band: binomial ? "binomial" : "normal" };
}
