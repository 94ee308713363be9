import type { PerturbedRate } from "./perturbed-groups.ts";

/** A factor as the data have it. */
export interface FoundFactor {
  factor: string;
  /** The level that the others are compared with: that of an unchanged text, where it is known. */
  from: string;
  /** Whether `from` is the first in the alphabet, for want of anything that says which it is. */
  assumed: boolean;
  /** All levels, `from` first, with wordings and scored trials at each. */
  levels: { level: string; wordings: number; n: number }[];
}

/**
 * The factors that these wordings have a level of. `from` is as it is asked for, else the level of
 * wordings in which the factor is not changed; where a wording has no level, it is at that.
 */
export function factorsOf(
  wordings: readonly PerturbedRate[],
  asked: Readonly<Record<string, string>> = {},
): FoundFactor[] {
  const names = new Set(wordings.flatMap(({ levels }) => Object.keys(levels).filter((name) => levels[name] !== "")));
  return [...names].map((factor) => {
    const level = (wording: PerturbedRate) => wording.levels[factor] ?? "";
    const there = [...new Set(wordings.map(level))].filter(Boolean).sort();
    const wanted = asked[factor];
    if (wanted !== undefined && !there.includes(wanted))
      throw new Error(`factor ${factor} has no level "${wanted}" to compare with: expected one of ${there.join(", ")}`);
    const unchanged = wordings.find((one) => level(one) !== "" && one.changed?.includes(factor) === false);
    const from = wanted ?? (unchanged && level(unchanged)) ?? there[0]!;
    const ordered = [from, ...there.filter((other) => other !== from)];
    const at = (one: string) => wordings.filter((each) => (level(each) || from) === one);
    return {
      factor,
      from,
      assumed: wanted === undefined && unchanged === undefined,
      levels: ordered.map((one) => ({ level: one, wordings: at(one).length, n: trialsOf(at(one)) })),
    };
  });
}

/** Scored trials of wordings; NaN where some are not known. */
export const trialsOf = (wordings: readonly PerturbedRate[]): number =>
  wordings.reduce((sum, { n }) => sum + (n ?? NaN), 0);
