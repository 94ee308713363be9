import type { Dropped } from "../groups/dropped.ts";
import type { Missing, MissingSide } from "../notes/missing-note.ts";
import { adjust } from "../numbers/adjust.ts";
import { leeBounds, manskiBounds, type Observed } from "../numbers/missing-bounds.ts";
import { twoRates } from "../numbers/two-rates.ts";
import type { Gap } from "./estimated-gap.ts";

/** p of equal shares below which the sides differ beyond chance. */
const unequal = 0.05;

/**
 * What is unscored on the two sides of a gap, with worst-case and Lee bounds; null where nothing
 * is, where it is the same share for the same reasons on both, and where trials are not known.
 */
export function missingOf({
  published,
  paraphrase,
  publishedN,
  n,
  ciLike,
  isDifference,
  droppedBySide,
}: Pick<
  Gap,
  "published" | "paraphrase" | "publishedN" | "n" | "ciLike" | "isDifference" | "droppedBySide"
>): Missing | null {
  if (published === null || paraphrase === null || !publishedN || !n) return null;
  const [one, other] = [side("published", publishedN, droppedBySide), side("paraphrase", n, droppedBySide)];
  const reasons = [...new Set([one, other].flatMap((each) => Object.keys(each.reasons)))];
  const shares = [one.share - other.share, ...reasons.map((why) => shareOf(one, why) - shareOf(other, why))];
  if (shares.every((difference) => Math.abs(difference) < 1e-12)) return null;
  const p = Math.min(...adjust([equalP(one, other), ...reasons.map((why) => equalP(one, other, why))]));
  const [first, second] = [observed(published, one), observed(paraphrase, other)];
  const manski = isDifference ? null : manskiBounds(first, second);
  const shown = ciLike !== null && (ciLike[0] > 0 || ciLike[1] < 0);
  const undone = shown && (manski === null || (manski[0] <= 0 && manski[1] >= 0));
  const lee = isDifference ? null : leeBounds(first, second);
  return { published: one, paraphrase: other, p, manski, lee, material: p < unequal || undone };
}

function side(name: "published" | "paraphrase", scored: number, dropped: readonly Dropped[]): MissingSide {
  const ofSide = dropped.filter(({ side, unit, reason }) => side === name && unit === "trials" && reason !== repeated);
  const unscored = ofSide.reduce((sum, { count }) => sum + count, 0);
  const reasons = Object.fromEntries(ofSide.map(({ reason, count }) => [reason, count]));
  return { scored, unscored, share: unscored / (scored + unscored), reasons };
}

/** A trial that comes twice lacks nothing. */
const repeated = "trial counted already";

const shareOf = ({ reasons, scored, unscored }: MissingSide, why: string): number =>
  (reasons[why] ?? 0) / (scored + unscored);

const equalP = (one: MissingSide, other: MissingSide, why?: string): number => {
  const [first, second] = [one, other].map((each) => ({
    successes: why === undefined ? each.unscored : (each.reasons[why] ?? 0),
    trials: each.scored + each.unscored,
  }));
  return twoRates(first!, second!).p;
};

const observed = (rate: number, { scored, unscored }: MissingSide): Observed => ({
  rate,
  known: scored,
  unknown: unscored,
});
