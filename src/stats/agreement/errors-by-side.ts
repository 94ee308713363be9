import { adjust } from "../numbers/adjust.ts";
import { twoRates, type TwoRates } from "../numbers/two-rates.ts";
import type { Agreement, Counted } from "./agreement.ts";

/** The two sides of a gap. */
export type ComparedSide = "published" | "paraphrase";

/** How a judge errs on the trials of one side: `n` were labelled, of `drawnFrom` that it scored. */
export interface SideErrors {
  n: number;
  drawnFrom: number;
  sensitivity: Counted | null;
  specificity: Counted | null;
}

/** How a judge errs on either side, and whether it errs alike. */
export interface ErrorsBySide extends Record<ComparedSide, SideErrors> {
  equal: EqualErrors;
}

/**
 * Whether a judge errs alike on both sides: its sensitivity and its specificity, paraphrase −
 * published, with Newcombe's interval and Fisher's exact p (null where a side has no such label),
 * and p of both at once, the smaller of the two by Holm.
 */
export interface EqualErrors {
  sensitivity: TwoRates | null;
  specificity: TwoRates | null;
  p: number | null;
}

/**
 * A judge's errors side by side, from its agreement with labels on each, with a test that they are
 * alike: a judge that is blind to the arm still reads two kinds of text. Labels must be a random
 * draw within a side. Null where labels are not 0 and 1. Sources: Fisher 1935; Holm 1979.
 */
export function errorsBySide(published: Sided, paraphrase: Sided): ErrorsBySide | null {
  if (![published, paraphrase].every(isBinary)) return null;
  const [one, other] = [published, paraphrase].map(({ n, drawnFrom, sensitivity, specificity }) => ({
    n,
    drawnFrom,
    sensitivity,
    specificity,
  })) as [SideErrors, SideErrors];
  return { published: one, paraphrase: other, equal: equalErrors(one, other) };
}

type Sided = Agreement & Pick<SideErrors, "drawnFrom">;

function equalErrors(one: SideErrors, other: SideErrors): EqualErrors {
  const between = (of: "sensitivity" | "specificity") => (one[of] && other[of] ? twoRates(one[of], other[of]) : null);
  const [sensitivity, specificity] = [between("sensitivity"), between("specificity")];
  const ps = adjust([sensitivity, specificity].flatMap((each) => each?.p ?? []));
  return { sensitivity, specificity, p: ps.length === 0 ? null : Math.min(...ps) };
}

const isBinary = ({ labels }: Agreement): boolean => labels.every((label) => label === 0 || label === 1);
