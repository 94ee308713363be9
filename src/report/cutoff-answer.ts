import { differenceWords, sideWords } from "../plots/cutoff-words.ts";
import { nameOf, type Names } from "../plots/names.ts";
import { cutoff, type Cutoff } from "../stats/gap/cutoff.ts";
import type { Gap } from "../stats/gap/gap.ts";
import type { Made } from "./made.ts";

/** The answer to the question of reading beforehand, of one outcome and condition. */
export interface CutoffAnswer {
  outcome: string;
  condition: string;
  found: Cutoff;
  text: string;
}

/**
 * Do models behave differently, relative to rewordings, on scenarios published before their
 * training data end? An answer for each outcome and condition that has gaps of models and scenarios
 * with known dates; where none can be told, one alone, that of most gaps, which says why. Controls,
 * which nobody has published, and simulated subjects, which have read nothing, do not enter.
 */
export function cutoffAnswers(
  gaps: readonly Gap[],
  runs: readonly Made[],
  names: Names,
  cutoffOf?: (model: string) => string | null,
): CutoffAnswer[] {
  const published = new Map(
    runs.flatMap(({ scenarios }) => scenarios.map((each) => [each.id, each.published ?? null])),
  );
  const scenarios = [...published].map(([id, date]) => ({
    id,
    source: date === null ? null : { citation: "", url: "", published: date, bibtex: "" },
  }));
  const real = gaps.filter((gap) => gap.gap !== null && gap.controlFor === null && !gap.simulated);
  const answers = [...Map.groupBy(real, ({ outcome, condition }) => JSON.stringify([outcome, condition])).values()]
    .map((gaps) => ({ gaps, found: cutoff(gaps, scenarios, cutoffOf ? { cutoff: cutoffOf } : {}) }))
    .filter(({ found }) => found.points.length > 0)
    .map(({ gaps, found }) => answer(gaps[0]!, found, names));
  const compared = answers.filter(({ found }) => found.difference !== null);
  if (compared.length > 0) return compared;
  return answers.toSorted((a, b) => b.found.points.length - a.found.points.length).slice(0, 1);
}

function answer({ outcome, condition, scenario }: Gap, found: Cutoff, names: Names): CutoffAnswer {
  const head = [nameOf(names, outcome, scenario), condition].filter(Boolean).join(", ");
  const { mayHaveRead, cannotHaveRead, leftOut } = found;
  const sides = [
    ...(mayHaveRead ? [sideWords("Where the model may have read it", mayHaveRead, found)] : []),
    ...(cannotHaveRead ? [sideWords("Where it cannot have", cannotHaveRead, found)] : []),
  ];
  const left = leftOut.length > 0 ? [`Left out: ${leftOut.length} gaps without a known date or standard error.`] : [];
  return { outcome, condition, found, text: [`“${head}”.`, ...sides, differenceWords(found), ...left].join(" ") };
}
