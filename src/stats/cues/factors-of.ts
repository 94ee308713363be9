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
 * an unchanged text; where a wording has no level, it is at that ({@link withLevels}), or at `from`
 * where that is not known.
 */
export function factorsOf(
  wordings: readonly PerturbedRate[],
  asked: Readonly<Record<string, string>> = {},
): FoundFactor[] {
  const names = new Set(wordings.flatMap(({ levels }) => Object.keys(levels).filter((name) => levels[name] !== "")));
  return [...names].map((factor) => {
    const level = (wording: PerturbedRate) => wording.levels[factor] ?? "";
    const there = [...new Set(wordings.map(level))].filter(Boolean).sort();
    const wanted = Object.hasOwn(asked, factor) ? asked[factor] : undefined;
    if (wanted !== undefined && !there.includes(wanted))
      throw new Error(`factor ${factor} has no level "${wanted}" to compare with: expected one of ${there.join(", ")}`);
    const unchanged = unchangedLevel(wordings, factor);
    const from = wanted ?? unchanged ?? there[0]!;
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

/**
 * The level of texts in which a factor is not changed; undefined where none tells it, or they
 * disagree. That nothing is changed is also what stands where changes were not written down, so it
 * counts only where no text says more.
 */
function unchangedLevel(wordings: readonly PerturbedRate[], factor: string): string | undefined {
  const without = wordings.filter(({ changed, levels }) => changed?.includes(factor) === false && levels[factor]);
  const telling = without.filter(({ changed }) => changed!.length > 0);
  const [level, ...others] = new Set((telling.length > 0 ? telling : without).map(({ levels }) => levels[factor]!));
  return others.length > 0 ? undefined : level;
}

/**
 * Wordings with the level of an unchanged text, where that is known, of each factor that they have
 * none of: a design that did not vary it left it as it was.
 */
export function withLevels(wordings: readonly PerturbedRate[]): PerturbedRate[] {
  const names = [...new Set(wordings.flatMap(({ levels }) => Object.keys(levels)))];
  const unchanged = names.flatMap((name): [string, string][] => {
    const level = unchangedLevel(wordings, name);
    return level === undefined ? [] : [[name, level]];
  });
  return wordings.map((each) => {
    const lacking = unchanged.filter(([name]) => !each.levels[name]);
    return lacking.length === 0 ? each : { ...each, levels: { ...each.levels, ...Object.fromEntries(lacking) } };
  });
}

/** Scored trials of wordings; NaN where some are not known. */
export const trialsOf = (wordings: readonly PerturbedRate[]): number =>
  wordings.reduce((sum, { n }) => sum + (n ?? NaN), 0);
