import { roundPercent } from "../lib/number-text.ts";
import type { Gap } from "../stats/gap/gap.ts";
import { observedBand } from "../stats/gap/observed-band.ts";
import type { WordingRate } from "../stats/groups/group.ts";
import { gateReasons, provisionalReasons, rateInterval, rateOf, simulatedNote, standIn, subject } from "./gap-words.ts";
import { headOf, nameOf, type Names } from "./names.ts";

/** `n = 60 each`, or the range where wordings differ. */
export function sizes(wordings: readonly WordingRate[]): string {
  const known = wordings.flatMap(({ n }) => n ?? []);
  if (known.length < wordings.length) return "n not given";
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `n = ${low === high ? low : `${low}–${high}`} a wording`;
}

/**
 * What stands below a spread: mean and K, the band and what it answers, the published side's text.
 */
export function spreadNotes(gap: Gap): string[] {
  const level = roundPercent(gap.level);
  const notes = [];
  if (gap.paraphrase !== null) {
    notes.push(`Dashed: mean of K = ${gap.k} paraphrase${gap.k === 1 ? "" : "s"}, ${rateOf(gap, gap.paraphrase)}.`);
  }
  if (gap.predictionInterval) {
    const observed = observedBand(gap);
    if (observed)
      notes.push(
        `Band: where the observed rate of one more wording like these would lie, ${rateInterval(gap, observed)} (${level}); its true rate in ${rateInterval(gap, gap.predictionInterval)} (prediction interval).`,
      );
    if (gap.tau === 0) notes.push("τ = 0: the paraphrases differ no more than chance would have them.");
  }
  notes.push(`Published side: ${standIn(gap)}.`, ...gateReasons([gap]), ...provisionalReasons([gap]));
  return gap.simulated ? [...notes, simulatedNote] : notes;
}

/** Every compared wording's rate in words, with the figure's notes. */
export function describeSpread(gap: Gap, wordings: readonly WordingRate[], names: Names): string {
  const rates = wordings.map(({ wording, rate, n, published }) => {
    const sample = n === null ? "" : ` (n = ${n})`;
    return `${nameOf(names, wording, gap.scenario)}${published ? ", the published side," : ""} ${rateOf(gap, rate)}${sample}`;
  });
  const head = `${headOf(names, gap.scenario)}, ${subject(gap, names)}: “${nameOf(names, gap.outcome, gap.scenario)}” by wording`;
  return `${head}, highest first: ${rates.join("; ")}.\n${spreadNotes(gap).join("\n")}`;
}
