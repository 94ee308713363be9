import { checkOptions } from "../../lib/check-options.ts";
import { differenceOf, type BothQuestions, type Difference, type Part, type Question } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";

/** What a gap is compared by. */
export type Compared = Pick<Gap, "gap" | "gapSe" | "gapDf" | "tau" | "k" | "publishedIs">;

/**
 * Difference of two gaps that share no wordings, `second` − `first`, as `did(control, scenario)`:
 * what is left of a published scenario's gap when what rewording alone does to its unpublished
 * control is taken off; a proportion, two-sided. On average: of the headline gaps, for wordings
 * like these, on Satterthwaite's df. As draws: each side's variance between wordings is added, on K
 * − 1 df a side, since single wordings differ even where nothing is recognised. Null where either
 * side lacks what it takes. For two models or conditions on the same wordings use {@link contrast}.
 *
 * @example
 * const ofControl = gaps.find(({ controlFor }) => controlFor !== null)!;
 * did(ofControl, first)
 */
export function did(first: Compared, second: Compared, options: { level?: number } = {}): BothQuestions {
  const { level = 0.95 } = checkOptions("did", options, { level: true });
  const estimate = first.gap === null || second.gap === null ? null : second.gap - first.gap;
  const between = (question: Question, part: (gap: Compared) => Part | null): Difference | null => {
    const [one, other] = [part(first), part(second)];
    return estimate === null || one === null || other === null
      ? null
      : differenceOf(question, estimate, { parts: [one, other], level });
  };
  return { onAverage: between("onAverage", sampled), asDraws: between("asDraw", drawn) };
}

const sampled = ({ gapSe, gapDf }: Compared): Part | null =>
  gapSe === null || gapSe === 0 || gapDf === null ? null : { variance: gapSe ** 2, df: gapDf };

/**
 * The error of a gap whose published wording is a draw: its own spread about the mean is part of
 * it; several retellings have theirs in the gap's error already.
 */
function drawn(gap: Compared): Part | null {
  const sampling = sampled(gap);
  if (sampling === null || gap.publishedIs === "retellings") return sampling;
  return gap.tau === null ? null : { variance: sampling.variance + gap.tau ** 2, df: gap.k - 1 };
}
