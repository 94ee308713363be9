import { signOf, type ContrastOf } from "./contrast-of.ts";
import { cross, type Crossing } from "./factor.ts";
import type { Group } from "./group.ts";
import { balance, count, keyColumns as keys, nameLevels, type Weighted } from "./strata.ts";
import type { Trials } from "./trials.ts";
import type { Stratum } from "./wording-rates.ts";

/** A group without its wordings yet, and the sums that they are made of. */
export interface Tally {
  group: Group;
  strata: Weighted<Stratum>[];
}

/**
 * Graded trials as groups, one for each combination of the columns in `by`, in alphabetical order. One pass over the
 * trials sums them by group, stratum (what `by` leaves out), wording and input; the rest works on those sums.
 * A trial that comes a second time is left out and counted; one graded by two judges throws, unless `by` tells them apart.
 */
export function tally(trials: Trials, by: readonly string[], contrast: ContrastOf | null = null): Tally[] {
  const { size, factors } = trials;
  const of = (names: readonly string[]) => names.map((name) => factors[name]!);
  const groups = cross(size, of(by));
  const apart = [...by, ...keys.filter((name) => !by.includes(name)), ...(contrast ? [contrast.column] : [])];
  const strata = cross(size, of(apart));
  const wordings = cross(size, [strata, ...of(["arm", "wording"])]);
  const cells = cross(size, [wordings, ...of(["input"])]);
  const repeated = duplicates(trials, strata);
  const sums = sum(trials, cells, repeated);

  const built: Group[] = groups.levels.map((row) => ({
    key: Object.fromEntries(by.map((name) => [name, factors[name]!.levels[factors[name]!.codes[row]!]!])),
    wordings: [],
    residuals: null,
    dropped: {},
    notes: [],
    simulated: trials.simulated[row] === 1,
    difference: contrast !== null,
  }));
  countDropped(trials, groups, repeated, built);

  const byGroup: Stratum[][] = built.map(() => []);
  const byWording: Stratum[] = wordings.levels.map((row) => {
    const label = (name: "arm" | "wording" | "rung") => factors[name].levels[factors[name].codes[row]!]!;
    const stratum: Stratum = {
      stratum: strata.codes[row]!,
      wording: label("wording"),
      arm: label("arm"),
      rung: label("rung"),
      published: trials.published[row] === 1,
      measured: trials.measured[row] === 1,
      cells: [],
    };
    byGroup[groups.codes[row]!]!.push(stratum);
    return stratum;
  });
  cells.levels.forEach((row, cell) => {
    if (sums.n[cell] === 0) return;
    const input = factors.input.codes[row]!;
    byWording[wordings.codes[row]!]!.cells.push({
      input,
      n: sums.n[cell]!,
      sum: sums.sum[cell]!,
      squares: sums.squares[cell]!,
    });
  });
  const level = (name: string, row: number) => factors[name]!.levels[factors[name]!.codes[row]!]!;
  const sign = contrast && ((stratum: number) => signOf(contrast, level(contrast.column, strata.levels[stratum]!)));
  return built
    .map((group, i): Tally => {
      const all = byGroup[i]!;
      const scored = all.filter((stratum) => stratum.cells.length > 0);
      count(group.dropped, "wording without a scored trial", all.filter(enters).length - scored.filter(enters).length);
      const kept = balance(scored, group.dropped, sign);
      const rows = (kept.length > 0 ? kept : all).map(({ stratum }) => strata.levels[stratum]!);
      for (const name of keys.filter((key) => !by.includes(key))) {
        nameLevels(name, [...new Set(rows.map((row) => level(name, row)))].sort(), contrast, group);
      }
      group.simulated = rows.some((row) => trials.simulated[row] === 1);
      return { group, strata: kept };
    })
    .sort((a, b) => compare(a.group.key, b.group.key));
}

/** In alphabetical order, since trials come in the run's random order. */
function compare(a: Record<string, string>, b: Record<string, string>): number {
  const name = [...keys, ...Object.keys(a)].find((name) => a[name] !== b[name]);
  return name === undefined ? 0 : a[name]! < b[name]! ? -1 : 1;
}

/** Rows that repeat a trial already counted in the same stratum. */
function duplicates(trials: Trials, strata: Crossing): Uint8Array {
  const { size, factors } = trials;
  const repeated = new Uint8Array(size);
  if (!factors.trial || factors.trial.levels.length < 2) return repeated;
  const once = cross(size, [strata, factors.trial]);
  if (once.levels.length === size) return repeated;
  for (let row = 0; row < size; row++) {
    const first = once.levels[once.codes[row]!]!;
    if (first === row) continue;
    const judges = [first, row].map((at) => factors.judge.levels[factors.judge.codes[at]!]);
    if (judges[0] !== judges[1]) {
      throw new Error(
        `outcome ${factors.outcome.levels[factors.outcome.codes[row]!]} has grades by ${judges.join(" and ")}: ` +
          `keep one judge's rows, or add "judge" to by`,
      );
    }
    repeated[row] = 1;
  }
  return repeated;
}

function sum({ value }: Trials, cells: Crossing, repeated: Uint8Array) {
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

/** Unscored and repeated trials of the two sides, by reason (what stands before `: ` in it). */
function countDropped(trials: Trials, groups: Crossing, repeated: Uint8Array, built: Group[]): void {
  const { value, published, factors } = trials;
  const paraphrase = factors.arm.levels.indexOf("paraphrase");
  for (let row = 0; row < value.length; row++) {
    const unscored = value[row] !== value[row];
    if (!unscored && repeated[row] === 0) continue;
    if (published[row] === 0 && factors.arm.codes[row] !== paraphrase) continue;
    const { dropped } = built[groups.codes[row]!]!;
    const reason = unscored
      ? factors.reason.levels[factors.reason.codes[row]!]!.split(": ", 1)[0]!
      : "trial counted already";
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
}

const enters = ({ arm, published }: Stratum) => published || arm === "paraphrase";
