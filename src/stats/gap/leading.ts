import type { Gap } from "./estimated-gap.ts";

/** Gaps of what their scenarios are about, and of what else was measured. */
export interface Leading<G> {
  first: G[];
  others: G[];
}

/**
 * The gaps of headline outcomes apart from the others, each in the order given; all are first where
 * no headline's could be estimated.
 */
export function leading<G extends Pick<Gap, "headline" | "gap">>(gaps: readonly G[]): Leading<G> {
  const { true: first = [], false: others = [] } = Object.groupBy(gaps, ({ headline }) => String(headline === true));
  return first.some(({ gap }) => gap !== null) ? { first, others } : { first: [...gaps], others: [] };
}
