import { normal, type Random } from "../../lib/random.ts";
import { meanLogistic } from "../numbers/mean-logistic.ts";
import type { Design, GroupDesign } from "./design.ts";

/** Draws of what is reported of one group, one array a chain. Proportions. */
export interface Quantities {
  published: Float64Array[];
  paraphrase: Float64Array[];
  gap: Float64Array[];
  newWording: Float64Array[];
  publishedMinusNew: Float64Array[];
  /** In the order of the group's wordings. */
  wordings: Float64Array[][];
}

/** The quantities of one group in the order in which {@link quantitiesOf} fills them in. */
const order = ["published", "paraphrase", "gap", "newWording", "publishedMinusNew"] as const;

/** How many quantities a group has. */
export const quantityCount = ({ wordings }: GroupDesign): number => order.length + wordings.length;

/**
 * A group's quantities by draw of one chain, an array each. Rates are over inputs like these, so
 * that inputs' spread is averaged over; that of paraphrases over wordings like these too; a new
 * wording is one more draw of wordings.
 */
export function quantitiesOf(
  design: Design,
  group: GroupDesign,
  draws: readonly Float64Array[],
  next: Random,
): Float64Array[] {
  const [hasPublished, hasParaphrase] = [true, false].map((side) =>
    group.wordings.some(({ published }) => published === side),
  );
  const found = Array.from({ length: quantityCount(group) }, () => new Float64Array(draws.length));
  const texts = group.wordings.filter(({ published }) => published).length;
  draws.forEach((draw, i) => {
    const { wordingSd, inputSd } = spreads(design, group, draw);
    const base = sumOf(draw, group.base);
    const paraphrase = hasParaphrase ? meanLogistic(base, Math.hypot(wordingSd, inputSd)) : NaN;
    const fresh = meanLogistic(base + wordingSd * normal(next), inputSd);
    let published = hasPublished ? 0 : NaN;
    group.wordings.forEach((wording, w) => {
      const rate = meanLogistic(sumOf(draw, design.rowTerms[wording.row]!), inputSd);
      found[order.length + w]![i] = rate;
      if (wording.published) published += rate / texts;
    });
    [published, paraphrase, paraphrase - published, fresh, published - fresh].forEach((value, k) => {
      found[k]![i] = value;
    });
  });
  return found;
}

/** Quantities of several chains by their names. */
export function named(chains: readonly (readonly Float64Array[])[]): Quantities {
  const at = (k: number) => chains.map((quantities) => quantities[k]!);
  const [published, paraphrase, gap, newWording, publishedMinusNew] = order.map((_, k) => at(k));
  return {
    published: published!,
    paraphrase: paraphrase!,
    gap: gap!,
    newWording: newWording!,
    publishedMinusNew: publishedMinusNew!,
    wordings: chains[0]!.slice(order.length).map((_, w) => at(order.length + w)),
  };
}

function sumOf(draw: Float64Array, terms: Int32Array): number {
  let sum = 0;
  for (let k = 0; k < terms.length; k++) sum += draw[terms[k]!]!;
  return sum;
}

/** How far wordings, and inputs, of the group are apart, in log odds. */
function spreads({ coefficients, sds }: Design, { inputs }: GroupDesign, draw: Float64Array) {
  const sd = (name: string) => {
    const place = sds.indexOf(name);
    return place < 0 ? 0 : draw[coefficients + place]!;
  };
  return {
    wordingSd: Math.hypot(sd("wording"), sd("wording × group")),
    inputSd: inputs > 1 ? Math.hypot(sd("input"), sd("input × group")) : 0,
  };
}
