import { normal, type Random } from "../../lib/random.ts";
import { meanLogistic } from "../numbers/mean-logistic.ts";
import type { Chain } from "./chain.ts";
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

/**
 * A group's quantities by draw. Rates are over inputs like these, so that inputs' spread is
 * averaged over; that of paraphrases over wordings like these too; a new wording is one more draw
 * of wordings.
 */
export function quantitiesOf(design: Design, group: GroupDesign, chains: readonly Chain[], next: Random): Quantities {
  const [hasPublished, hasParaphrase] = [true, false].map((side) =>
    group.wordings.some(({ published }) => published === side),
  );
  const empty = () => chains.map(({ draws }) => new Float64Array(draws.length).fill(NaN));
  const found: Quantities = {
    published: empty(),
    paraphrase: empty(),
    gap: empty(),
    newWording: empty(),
    publishedMinusNew: empty(),
    wordings: group.wordings.map(empty),
  };
  const texts = group.wordings.filter(({ published }) => published).length;
  chains.forEach(({ draws }, c) =>
    draws.forEach((draw, i) => {
      const { wordingSd, inputSd } = spreads(design, group, draw);
      const base = sumOf(draw, group.base);
      const paraphrase = hasParaphrase ? meanLogistic(base, Math.hypot(wordingSd, inputSd)) : NaN;
      const fresh = meanLogistic(base + wordingSd * normal(next), inputSd);
      let published = hasPublished ? 0 : NaN;
      group.wordings.forEach((wording, w) => {
        const rate = meanLogistic(sumOf(draw, design.rowTerms[wording.row]!), inputSd);
        found.wordings[w]![c]![i] = rate;
        if (wording.published) published += rate / texts;
      });
      found.published[c]![i] = published;
      found.paraphrase[c]![i] = paraphrase;
      found.gap[c]![i] = paraphrase - published;
      found.newWording[c]![i] = fresh;
      found.publishedMinusNew[c]![i] = published - fresh;
    }),
  );
  return found;
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
