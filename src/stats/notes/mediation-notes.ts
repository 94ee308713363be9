import { provisionalNote, type Provisional } from "./provisional-note.ts";

/** What a mediation rests on. */
export interface MediationFacts {
  /** Share of the paraphrases' variance in recognition that is not sampling error. */
  reliability: number;
  /** Paraphrases that lack either rate, and are not in the slope. */
  unmatched: number;
  /** Whether the published wording is recognized at a rate that no paraphrase has. */
  extrapolates: boolean;
  provisional: Provisional[];
}

/** In words: what a mediation must be read with. */
export function mediationNotes({ reliability, unmatched, extrapolates, provisional }: MediationFacts): string[] {
  const share = `${Math.round(100 * reliability)} % of the spread in recognition is more than chance`;
  return [
    ...provisional.map(provisionalNote),
    ...(unmatched > 0 ? [`${unmatched} paraphrases without both rates are not in the slope`] : []),
    ...(reliability < 0.8
      ? [`${share}: the slope, and what is mediated, come out too near zero; more trials of recognition help`]
      : []),
    ...(extrapolates ? [beyond] : []),
    direct,
  ];
}

const direct =
  "by simulation a 95 % interval of the direct effect misses zero in 2 to 5 % of data sets without one where the published wording is on the paraphrases' line, and in 5 to 31 % where it lies off it as any of them does, since its own distance counts as direct: no evidence on recognition";

const beyond =
  "the published wording is recognized at a rate that no paraphrase has: what is mediated extrapolates their line";
