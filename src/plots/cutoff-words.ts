import { fixed, pValue, signed } from "../lib/number-text.ts";
import { betweenGaps, type Spanned } from "../stats/notes/gap-notes.ts";
import { gapWithInterval } from "./gap-interval.ts";
import type { CannotTell, Cutoff, CutoffSide } from "../stats/gap/cutoff.ts";

type Of = Pick<Cutoff, "points">;

const spanned = ({ points }: Of): Spanned => ({ isDifference: points.some(({ gap }) => gap.isDifference) });

/** The mean gap on one side of publication, with what it is of. */
export const sideWords = (what: string, side: CutoffSide | null, around: Of): string =>
  side === null
    ? `${what}: no mean.`
    : `${what}: mean ${gapWithInterval(signed(side.mean), side.ci, spanned(around))} of ${side.gaps} gaps, ${side.scenarios} scenarios × ${side.models} models.`;

/** The difference between the sides, or why it cannot be told. */
export const differenceWords = ({
  difference,
  cannotTell,
  points,
}: Of & Pick<Cutoff, "difference" | "cannotTell">): string =>
  difference
    ? `May have read − cannot have, on average over scenarios and models: ${gapWithInterval(signed(difference.estimate), difference.ci, betweenGaps(spanned({ points })))}, ${pValue(difference.p)}; scenarios and models as crossed random effects, errors clustered by scenario (CR2).`
    : notTold(cannotTell!);

/** Why there is no difference, and what would tell it. */
function notTold({ reason, scenarios, df }: CannotTell): string {
  if (reason === "no errors") return "No difference: no gap has a standard error.";
  if (reason === "one side only") return "No difference: all gaps are on one side of the models’ cutoffs.";
  const rest = df === null ? "" : `, ${fixed(df, 1)} degrees of freedom`;
  return `No p: ${scenarios} scenarios${rest} are too few to tell a difference from what scenarios differ by anyway; more scenarios help, more models do not.`;
}
