import { sideOf } from "../../frames/side.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * Where the observed rate of one more wording like these would lie, asked as often as they were:
 * the prediction interval of its true rate, each end moved out by the sampling error of a rate
 * there. A rate that is observed belongs beside this band, a true one beside the other, which with
 * few trials a wording leaves half of the observed rates outside. Null where the prediction
 * interval is, and where no paraphrase's own standard error is known.
 */
export function observedBand({
  predictionInterval,
  paraphrase,
  paraphraseDf,
  k,
  level,
  isDifference,
  wordings,
}: Gap): Interval | null {
  const errors = wordings.flatMap((wording) => (sideOf(wording) === "paraphrase" && wording.se ? [wording.se] : []));
  if (predictionInterval === null || paraphrase === null || errors.length === 0) return null;
  const variance = errors.reduce((sum, se) => sum + se ** 2, 0) / errors.length;
  const t = tQuantile(1 - (1 - level) / 2, Math.max(paraphraseDf ?? k - 1, 1));
  const [low, high] = predictionInterval.map((end, side) => {
    const out = Math.hypot(end - paraphrase, t * Math.sqrt(variance));
    return side === 0 ? paraphrase - out : paraphrase + out;
  }) as Interval;
  return [Math.max(low, isDifference ? -1 : 0), Math.min(high, 1)];
}
