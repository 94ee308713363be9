import { readFlag } from "../../lib/read-value.ts";
import { signOf, type ContrastOf } from "./contrast-of.ts";
import { enters, sideOf } from "../../frames/side.ts";
import { drawsOf } from "./copies.ts";
import { countDropped, type Dropped } from "./dropped.ts";
import { cross, type Crossing } from "./factor.ts";
import type { GroupHead } from "./group.ts";
import { leftOut, repeats } from "./left-out.ts";
import { balance, keyColumns as keys, poolKeys, type Weighted } from "./strata.ts";
import { servedBy } from "./served.ts";
import type { Trials } from "./trials.ts";
import type { Stratum } from "./wording-rates.ts";

/** A group without its wordings yet, and the sums that they are made of. */
export interface Tally {
  group: GroupHead;
  strata: Weighted<Stratum>[];
}

/** The trials' combinations of columns, each finer than the one before. */
interface Crossings {
  groups: Crossing;
  strata: Crossing;
  wordings: Crossing;
  cells: Crossing;
}

/**
 * Graded trials as groups, one for each combination of the columns in `by`, in alphabetical order.
 * One pass over the trials sums them by group, stratum (what `by` leaves out), wording and input;
 * the rest works on those sums. A trial that comes a second time is left out and counted; one
 * graded by two judges throws, unless `by` tells them apart.
 */
export function tally(trials: Trials, by: readonly string[], contrast: ContrastOf | null = null): Tally[] {
  const crossings = crossingsOf(trials, by, contrast);
  const { groups, strata } = crossings;
  const repeated = repeats(trials, strata);
  const counts = leftOut(trials, groups, repeated);
  const sums = { ...sumsOf(trials, crossings.cells, repeated), draws: drawsOf(trials, crossings, repeated) };
  const served = servedBy(trials, groups);
  const summed = strataOf(trials, crossings, sums);
  const level = (name: string, row: number) => labelOf(trials, name, row);
  const sign = contrast && ((stratum: number) => signOf(contrast, level(contrast.column, strata.levels[stratum]!)));

  const tallies = groups.levels.map((first, i): Tally => {
    const all = summed[i]!;
    const scored = all.filter(({ cells }) => cells.length > 0);
    const { kept, dropped } = balance(scored, sign);
    const rows = (kept.length > 0 ? kept : all).map(({ stratum }) => strata.levels[stratum]!);
    const levelsOf = (name: string) => [...new Set(rows.map((row) => level(name, row)))].sort();
    const { key, pooled } = poolKeys(by, levelsOf, contrast);
    const group = {
      key: { ...Object.fromEntries(by.map((name) => [name, level(name, first)])), ...key },
      pooled,
      dropped: countDropped([...counts[i]!, ...all.filter(unscored).map(neverScored), ...dropped]),
      simulated: rows.some((row) => trials.simulated[row] === 1),
      served: served[i]!,
      controlFor: (trials.factors["controlFor"] && level("controlFor", first)) || null,
      headline: trials.factors["headline"] ? (readFlag(level("headline", first)) ?? null) : null,
      isDifference: contrast !== null,
    };
    return { group, strata: kept };
  });
  return tallies.sort((a, b) => compare(a.group.key, b.group.key));
}

function crossingsOf({ size, factors }: Trials, by: readonly string[], contrast: ContrastOf | null): Crossings {
  const of = (names: readonly string[]) => names.map((name) => factors[name]!);
  const apart = [...by, ...keys.filter((name) => !by.includes(name)), ...(contrast ? [contrast.column] : [])];
  const strata = cross(size, of(apart));
  const wordings = cross(size, [strata, ...of(["arm", "wording"])]);
  return { groups: cross(size, of(by)), strata, wordings, cells: cross(size, [wordings, ...of(["input"])]) };
}

const labelOf = ({ factors }: Trials, name: string, row: number): string =>
  factors[name]!.levels[factors[name]!.codes[row]!]!;

const unscored = (stratum: Stratum): boolean => stratum.cells.length === 0 && enters(stratum);

const neverScored = (stratum: Stratum): Dropped => ({
  side: sideOf(stratum),
  reason: "wording without a scored trial",
  unit: "wordings",
  count: 1,
});

/** In alphabetical order, since trials come in the run's random order. */
function compare(a: Record<string, string>, b: Record<string, string>): number {
  const name = [...keys, ...Object.keys(a)].find((name) => a[name] !== b[name]);
  return name === undefined ? 0 : a[name]! < b[name]! ? -1 : 1;
}

/**
 * By group: every wording in every stratum, with its sums by input, also where none of its trials
 * was scored.
 */
function strataOf(
  trials: Trials,
  { groups, strata, wordings, cells }: Crossings,
  sums: Sums & { draws: Float64Array },
): Stratum[][] {
  const byGroup: Stratum[][] = groups.levels.map(() => []);
  const byWording = wordings.levels.map((row, wording): Stratum => {
    const stratum: Stratum = {
      stratum: strata.codes[row]!,
      wording: labelOf(trials, "wording", row),
      arm: labelOf(trials, "arm", row),
      rung: labelOf(trials, "rung", row),
      published: trials.published[row] === 1,
      measured: trials.measured[row] === 1,
      draws: sums.draws[wording]!,
      cells: [],
    };
    byGroup[groups.codes[row]!]!.push(stratum);
    return stratum;
  });
  cells.levels.forEach((row, cell) => {
    const [n, sum, squares] = [sums.n[cell]!, sums.sum[cell]!, sums.squares[cell]!];
    if (n === 0) return;
    byWording[wordings.codes[row]!]!.cells.push({ input: trials.factors.input.codes[row]!, n, sum, squares });
  });
  return byGroup;
}

interface Sums {
  n: Int32Array;
  sum: Float64Array;
  squares: Float64Array;
}

function sumsOf({ value }: Trials, cells: Crossing, repeated: Uint8Array): Sums {
  const n = new Int32Array(cells.levels.length);
  const sum = new Float64Array(cells.levels.length);
  const squares = new Float64Array(cells.levels.length);
  for (let row = 0; row < value.length; row++) {
    const x = value[row]!;
    if (x !== x || repeated[row] === 1) continue;
    const cell = cells.codes[row]!;
    n[cell]!++;
    sum[cell]! += x;
    squares[cell]! += x * x;
  }
  return { n, sum, squares };
}
