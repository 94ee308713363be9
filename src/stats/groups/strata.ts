import { contrastLabel, type ContrastOf } from "./contrast-of.ts";
import { enters, sideOf } from "../../frames/side.ts";
import { countDropped, type Dropped } from "./dropped.ts";
import type { Pooled } from "./group.ts";

/** The columns that make a gap of its own unless the user says otherwise. */
export const keyColumns = ["scenario", "model", "condition", "outcome"] as const;

/** One of these, or any other column: of a run's rows, of a CSV, or a factor's `condition.NAME`. */
export type Column = (typeof keyColumns)[number] | "wording" | "arm" | "input" | "judge" | "elicit" | (string & {});

/**
 * A group's name in a column that it is not told apart by, and what that column's levels come to:
 * averaged over, or contrasted; `pooled` is null where there is only one. Throws for several
 * scenarios or outcomes, whose wordings have nothing in common.
 */
function poolLevels(
  column: string,
  levels: readonly string[],
  contrast: ContrastOf | null,
): { name: string; pooled: Pooled | null } {
  const contrasted = contrast !== null && (contrast.column === column || contrast.column.startsWith(`${column}.`));
  const pooled = { column, levels: [...levels], contrasted };
  if (contrasted) return { name: contrastLabel(contrast), pooled };
  if (levels.length > 1 && (column === "scenario" || column === "outcome")) {
    const some = `${levels.slice(0, 3).join(", ")}${levels.length > 3 ? ", …" : ""}`;
    throw new Error(
      `cannot average over ${levels.length} ${column}s (${some}): they have no wordings in common; group by ${column} too`,
    );
  }
  return { name: levels.join(" + "), pooled: levels.length > 1 ? pooled : null };
}

/** {@link poolLevels} of every key column that `by` leaves out. */
export function poolKeys(
  by: readonly string[],
  levelsOf: (column: string) => readonly string[],
  contrast: ContrastOf | null,
): { key: Record<string, string>; pooled: Pooled[] } {
  const columns = keyColumns.filter((name) => !by.includes(name));
  const found = columns.map((name) => [name, poolLevels(name, levelsOf(name), contrast)] as const);
  return {
    key: Object.fromEntries(found.map(([column, { name }]) => [column, name])),
    pooled: found.flatMap(([, { pooled }]) => pooled ?? []),
  };
}

/**
 * Something known of one wording in one stratum: one combination of the columns that a gap does not
 * tell apart.
 */
export interface Stratified {
  stratum: number;
  wording: string;
  arm: string;
  published: boolean;
}

/**
 * With what it counts in its wording's rate: the weights of a wording's strata add up to 1, in a
 * contrast to 0.
 */
export type Weighted<T> = T & { weight: number };

/** What enters a gap, and what was left out of it. */
export interface Balanced<T> {
  kept: Weighted<T>[];
  dropped: Dropped[];
}

/**
 * What may enter a gap over several strata, so that both sides are over the same ones: strata that
 * have both sides, and in them the wordings that are in each (other arms as they are), with equal
 * weights; in a contrast, by `sign` of the stratum: 1, −1, or 0 for neither.
 */
export function balance<T extends Stratified>(
  entries: readonly T[],
  sign: ((stratum: number) => number) | null = null,
): Balanced<T> {
  const signOf = sign ?? (() => 1);
  const strata = Map.groupBy(
    entries.filter(({ stratum }) => signOf(stratum) !== 0),
    ({ stratum }) => stratum,
  );
  if (strata.size < 2 && !sign) return { kept: entries.map((entry) => ({ ...entry, weight: 1 })), dropped: [] };
  const both = [...strata].filter(
    ([, group]) => group.some(({ published }) => published) && group.some(({ arm }) => arm === "paraphrase"),
  );
  const lacking: Dropped = {
    side: null,
    reason: "level without both sides",
    unit: "levels",
    count: strata.size - both.length,
  };
  const plus = both.filter(([stratum]) => signOf(stratum) > 0).length;
  const minus = both.length - plus;
  if (sign && (plus === 0 || minus === 0)) return { kept: [], dropped: countDropped([lacking]) };

  const entering = both.flatMap(([, group]) => group);
  const { everywhere, partial, strataOf } = byPresence(entering, both.length);
  const kept = sign ? everywhere : entering.filter((entry) => !partial.some((group) => group.includes(entry)));
  const alike = (entry: T) => (!sign ? strataOf(entry) : signOf(entry.stratum) > 0 ? plus : minus);
  return {
    kept: kept.map((entry) => ({ ...entry, weight: signOf(entry.stratum) / alike(entry) })),
    dropped: countDropped([lacking, ...partial.map(([first]) => notEverywhere(first!))]),
  };
}

const notEverywhere = (entry: Stratified): Dropped => ({
  side: sideOf(entry),
  reason: "wording not at every level",
  unit: "wordings",
  count: 1,
});

/**
 * Entries of wordings that are in all strata, and, of those that enter a gap, the wordings that are
 * not.
 */
function byPresence<T extends Stratified>(entries: readonly T[], strata: number) {
  const nameOf = ({ arm, wording }: T) => JSON.stringify([arm, wording]);
  const wordings = Map.groupBy(entries, nameOf);
  const groups = [...wordings.values()];
  return {
    everywhere: groups.filter((group) => group.length === strata).flat(),
    partial: groups.filter((group) => group.length < strata && enters(group[0]!)),
    strataOf: (entry: T): number => wordings.get(nameOf(entry))!.length,
  };
}
