import { contrastLabel, type ContrastOf } from "./contrast-of.ts";

/** The columns that make a gap of its own unless the user says otherwise. */
export const keyColumns = ["scenario", "model", "condition", "outcome"] as const;

/**
 * Names a group by the levels of the columns that it is not told apart by: into `key`, with a note on what is averaged,
 * or contrasted. Throws for scenarios and outcomes, whose wordings have nothing in common.
 */
export function nameLevels(
  name: string,
  levels: readonly string[],
  contrast: ContrastOf | null,
  { key, notes }: { key: Record<string, string>; notes: string[] },
): void {
  const contrasted = contrast !== null && (contrast.column === name || contrast.column.startsWith(`${name}.`));
  key[name] = contrasted ? contrastLabel(contrast) : levels.join(" + ");
  if (contrasted) notes.push(`${name} ${key[name]}: a wording's rate is this difference`);
  if (contrasted || levels.length < 2) return;
  if (name === "scenario" || name === "outcome") {
    const some = `${levels.slice(0, 3).join(", ")}${levels.length > 3 ? ", …" : ""}`;
    throw new Error(
      `cannot average over ${levels.length} ${name}s (${some}): they have no wordings in common; group by ${name} too`,
    );
  }
  notes.push(
    `averaged over ${name} (${levels.join(", ")}): a wording's rate is the mean of its rates there, with equal weight`,
  );
}

/** Something known of one wording in one stratum: one combination of the columns that a gap does not tell apart. */
export interface Stratified {
  stratum: number;
  wording: string;
  arm: string;
  published: boolean;
}

/** With what it counts in its wording's rate: the weights of a wording's strata add up to 1, in a contrast to 0. */
export type Weighted<T> = T & { weight: number };

/**
 * What may enter a gap over several strata, so that both sides are over the same ones: strata that have both sides, and
 * in them the wordings that are in each (other arms as they are), with equal weights; in a contrast, by `sign` of the
 * stratum: 1, −1, or 0 for neither. The rest is counted in `dropped`.
 */
export function balance<T extends Stratified>(
  entries: readonly T[],
  dropped: Record<string, number>,
  sign: ((stratum: number) => number) | null = null,
): Weighted<T>[] {
  const signOf = sign ?? (() => 1);
  const strata = Map.groupBy(
    entries.filter(({ stratum }) => signOf(stratum) !== 0),
    ({ stratum }) => stratum,
  );
  if (strata.size < 2 && !sign) return entries.map((entry) => ({ ...entry, weight: 1 }));
  const both = [...strata].filter(
    ([, group]) => group.some(({ published }) => published) && group.some(({ arm }) => arm === "paraphrase"),
  );
  count(dropped, "level without both sides", strata.size - both.length);
  const plus = both.filter(([stratum]) => signOf(stratum) > 0).length;
  const minus = both.length - plus;
  if (sign && (plus === 0 || minus === 0)) return [];

  const enters = ({ published, arm }: T) => published || arm === "paraphrase";
  const entering = both.flatMap(([, group]) => group);
  const wordings = Map.groupBy(entering, ({ arm, wording }) => JSON.stringify([arm, wording]));
  const everywhere = [...wordings.values()].filter((group) => group.length === both.length);
  const partial = [...wordings.values()].filter((group) => group.length < both.length && enters(group[0]!));
  count(dropped, "wording not at every level", partial.length);
  const kept = sign ? everywhere.flat() : entering.filter((entry) => !partial.some((group) => group.includes(entry)));
  return kept.map((entry) => {
    const alike = sign
      ? signOf(entry.stratum) > 0
        ? plus
        : minus
      : wordings.get(JSON.stringify([entry.arm, entry.wording]))!.length;
    return { ...entry, weight: signOf(entry.stratum) / alike };
  });
}

export function count(dropped: Record<string, number>, reason: string, by: number): void {
  if (by > 0) dropped[reason] = (dropped[reason] ?? 0) + by;
}
