import type { Cues } from "../cues/cue-result.ts";
import { listed, percent, range } from "./phrases.ts";

/** How effects of single changes were estimated, and from which designs; "" where none were. */
export function methodsOfCues(all: readonly Cues[]): string {
  const found = all.filter(({ obstacle }) => obstacle === null);
  if (found.length === 0) return "";
  const [{ level, looked }] = found as [Cues, ...Cues[]];
  const pairs = found.map(({ interactions }) => interactions.length);
  const untold = found.flatMap(({ pairsUntold }) => pairsUntold).length;
  return [
    `Which change of a text makes the difference was asked of designs of ${range(found.map(({ wordings }) => wordings))} perturbations of ${range(found.map(({ bases }) => bases.length))} wordings (${listed(found.map(({ scenario }) => scenario))}), in which ${range(found.map(({ factors }) => factors.length))} factors were varied (${listed(found.flatMap(({ factors }) => factors.map(({ factor }) => factor)))}; D-efficiency ${range(found.map(({ dEfficiency }) => Math.round(100 * dEfficiency)))} %).`,
    `A level's effect is its difference in rate from the unchanged text, averaged over the others: by itself by least squares on wordings' rates, with bases as blocks and wordings as units (${range(found.map(({ df }) => df))} degrees of freedom), and pooled over all factors by a normal model of their sizes, from which single ones may stick out.`,
    `Intervals (${percent(level)} %) of pooled effects hold each one as often as they say, whatever it is, and are the shorter the more it is as the others are (frequentist, assisted by Bayes); they are of one effect each.`,
    `p-values of ${looked} effects, by themselves, were adjusted together by Holm's method and for the false discovery rate.`,
    ...(Math.max(...pairs) > 0
      ? [
          `What two changes do together was estimated for ${range(pairs)} pairs of levels, each beside all single factors${untold > 0 ? `; ${untold} pairs of factors could not be told` : ""}.`,
        ]
      : []),
    ...(found.some(({ effects }) => effects.some(({ beyondControl }) => beyondControl !== null))
      ? ["The same changes of the scenario's unpublished control stand beside them, and what goes beyond those."]
      : []),
    ...(found.some(({ single }) => single)
      ? [
          "With one trial a wording, what wordings differ by beyond the factors cannot be told from chance, and counts as chance.",
        ]
      : []),
  ].join(" ");
}
