import { sideOf } from "../../frames/side.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { TauMethod } from "../numbers/meta.ts";
import type { Gap } from "./estimated-gap.ts";

/** What counts as one draw and how wordings weigh, with the method that the gap is estimated by. */
export interface Weighting {
  name: string;
  method: TauMethod;
  of(gap: Gap): { gap: number | null; ci: Interval | null };
}

/** The usual one first. */
export const weightings: readonly Weighting[] = [
  { name: "wordings, REML", method: "REML", of: ({ gap, ciLike }) => ({ gap, ci: ciLike }) },
  {
    name: "wordings, DerSimonian–Laird",
    method: "DL",
    of: ({ gap, ciLike }) => ({ gap, ci: ciLike }),
  },
  { name: "wordings, equal weights", method: "REML", of: equalWeights },
  {
    name: "trials, these wordings",
    method: "REML",
    of: ({ gapThese, ciThese }) => ({ gap: gapThese, ci: ciThese }),
  },
];

/**
 * The plain mean over paraphrases less that over published texts; t-interval from the variance of
 * the paraphrases' rates and the published side's own error, on Satterthwaite's df. Inputs that the
 * sides share are not taken off: where they cancel, the interval is too wide.
 */
function equalWeights({ wordings, level, gapThese }: Gap): { gap: number | null; ci: Interval | null } {
  const rates = wordings.filter((wording) => sideOf(wording) === "paraphrase").map(({ rate }) => rate);
  const published = wordings.filter((wording) => wording.published);
  const errors = published.map(({ se }) => se);
  const k = rates.length;
  if (gapThese === null || k < 2 || errors.includes(null)) return { gap: gapThese, ci: null };
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / k;
  const spread = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (k - 1) / k;
  const sampling = errors.reduce<number>((sum, se) => sum + se! ** 2, 0) / published.length ** 2;
  const n = published.reduce((sum, wording) => sum + (wording.draws ?? wording.n ?? Infinity), 0);
  const df = (spread + sampling) ** 2 / (spread ** 2 / (k - 1) + sampling ** 2 / Math.max(n - 1, 1));
  if (!(df > 0)) return { gap: gapThese, ci: null };
  const half = tQuantile(1 - (1 - level) / 2, df) * Math.sqrt(spread + sampling);
  return { gap: gapThese, ci: [gapThese - half, gapThese + half] };
}
