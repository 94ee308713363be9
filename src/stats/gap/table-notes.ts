import { enters } from "../../frames/side.ts";
import { inPercent, pNumber, signed } from "../../lib/number-text.ts";
import { betweenGaps } from "../notes/gap-notes.ts";
import { howMade } from "../notes/how-made.ts";
import type { Adjusted } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";
import { gapInterval } from "./gap-cells.ts";

/** What is to be said of an estimated gap: how it was made, what it is of, what to beware of. */
export function textsOf(gap: Gap): string[] {
  const published = gap.publishedText === null ? [] : [`published side: ${gap.publishedText}`];
  const dropped = Object.entries(gap.dropped).map(([reason, count]) => `left out: ${count} × ${reason}`);
  return [howMade(gap), ...published, ...dropped, ...otherArms(gap), ...gap.notes.map((note) => `note: ${note}`)];
}

/** What is left of a gap beyond its control's, each published text taken as one more draw. */
export const beyondText = ({ control, asDraws }: Adjusted, gap: Pick<Gap, "isDifference">): string[] =>
  asDraws
    ? [
        `beyond ${control}, each published text as one more draw: ${signed(asDraws.estimate)} ${gapInterval(asDraws.ci, betweenGaps(gap))}, p ${pNumber(asDraws.p)}`,
      ]
    : [];

function otherArms({ wordings }: Gap): string[] {
  const others = wordings.filter((wording) => !enters(wording));
  return [...Map.groupBy(others, ({ arm }) => arm)].map(([arm, group]) => {
    const rates = group.map(({ rate }) => rate);
    const [low, high] = [inPercent(Math.min(...rates)), inPercent(Math.max(...rates))];
    const range = low === high ? low : `${low} to ${high}`;
    return `not in the gap: ${group.length} wording${group.length === 1 ? "" : "s"} of arm ${arm}, ${range} %`;
  });
}

/**
 * The cells without a gap, by what they lack, with the rate that there is and what was left out.
 */
export function without(gaps: readonly Gap[]): string[] {
  const lack = ({ published, k }: Gap) =>
    published !== null ? "a paraphrase" : k > 0 ? "a published wording" : "any wording of either side";
  return [...Map.groupBy(gaps, (gap) => `${placeOf(gap)}, no gap for want of ${lack(gap)} with a figure`)].map(
    ([place, cells]) => `${place}: ${cells.map((gap) => gap.outcome + rateOf(gap)).join("; ")}`,
  );
}

function rateOf(gap: Gap): string {
  const rate = gap.published ?? gap.paraphrase;
  const n = gap.published === null ? gap.n : gap.publishedN;
  const left = Object.entries(gap.dropped).map(([reason, count]) => `${count} × ${reason}`);
  const known = rate === null ? "" : ` ${inPercent(rate)} %${n === null ? "" : ` (n = ${n})`}`;
  return [known, ...(left.length > 0 ? [`left out ${left.join(" and ")}`] : []), ...otherArms(gap)].join(", ");
}

/** Where a gap was measured. */
export const placeOf = (gap: Gap): string =>
  [gap.scenario, gap.model, gap.condition, ...Object.values(gap.levels)].filter(Boolean).join(" · ");
