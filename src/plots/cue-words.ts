import type { Cues } from "../stats/cues/cue-result.ts";
import { whole } from "../lib/number-text.ts";
import { sentenceOf } from "../lib/sentence-of.ts";
import { simulatedNote } from "./gap-words.ts";
import { headOf, nameOf, type Names } from "./names.ts";

/** A level of a factor, in as few words as its ids have: `names: placeholder`. */
export const changeOf = ({ factor, level }: { factor: string; level: string }): string =>
  `${nameOf({}, factor)}: ${nameOf({}, level)}`;

/** The same as its scenario titles it, with what it is compared with. */
export function changeInWords(
  names: Names,
  scenario: string,
  { factor, level, from }: { factor: string; level: string; from: string },
): string {
  const titled = (id: string, otherwise: string) => names[`${scenario}/change.${id}`] ?? nameOf({}, otherwise);
  const at = (id: string) => titled(`${factor}=${id}`, id);
  return `${titled(factor, factor)}: ${at(level)}, not ${at(from)}`;
}

/** `n = 1,000`; where trials are not known, that. */
export const sizeOf = (n: number): string => (Number.isNaN(n) ? "n not given" : `n = ${whole(n)}`);

/**
 * What stands below every figure of perturbations: what could not be told, and what is simulated.
 */
export function cueNotesOf(all: readonly Cues[]): string[] {
  const notes = [...new Set(all.flatMap(({ notes }) => notes))].map(sentenceOf);
  return [...notes, ...(all.some(({ simulated }) => simulated) ? [simulatedNote] : [])];
}

/** What a figure is of, to begin its description with: what it shows, scenarios and outcomes. */
export function titleOfAll(what: string, all: readonly Cues[], names: Names): string {
  const places = all.map(
    ({ scenario, outcome }) => `${headOf(names, scenario)}, “${nameOf(names, outcome, scenario)}”`,
  );
  return `${what} in ${[...new Set(places)].join(" and ")}`;
}
