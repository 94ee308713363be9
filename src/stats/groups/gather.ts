import { textOf } from "../../frames/read-column.ts";
import { readFlag } from "../../lib/read-value.ts";
import { cellRate } from "./cell-rate.ts";
import { signOf, type ContrastOf } from "./contrast-of.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { mergeCells } from "../csv/merge-cells.ts";
import { enters, sideOf } from "../../frames/side.ts";
import { countDropped, type Dropped } from "./dropped.ts";
import { standsForCells, type Group, type Estimand } from "./group.ts";
import { weighBySize } from "./weigh-by-size.ts";
import { balance, keyColumns, poolKeys, type Balanced, type Stratified } from "./strata.ts";

/**
 * Aggregated cells as groups, one for each combination of the columns in `by`, in order of
 * appearance. Cells of one wording that `by` does not tell apart are averaged, or contrasted; in
 * one place, added up. An outcome with a rate below zero anywhere is taken as a difference of two.
 * Throws where `by` would average over scenarios or outcomes, or names no column.
 */
export function gather(cells: readonly CsvCell[], by: readonly string[], contrast: ContrastOf | null = null): Group[] {
  const groups = Map.groupBy(cells, (cell) => JSON.stringify(by.map((name) => valueOf(cell, name))));
  const differences = new Set(cells.filter(({ rate }) => rate !== null && rate < 0).map(({ outcome }) => outcome));
  return [...groups.values()].map((group) => groupOf(group, by, contrast, differences.has(group[0]!.outcome)));
}

function valueOf(cell: CsvCell, name: string): string {
  const value = name in cell.extra ? cell.extra[name] : cell[name as keyof CsvCell];
  if (typeof value === "string") return textOf(name, value) ?? value;
  const columns = [...keyColumns, ...Object.keys(cell.extra)].join(", ");
  throw new Error(`cannot group by "${name}": expected some of ${columns}`);
}

function groupOf(
  cells: readonly CsvCell[],
  by: readonly string[],
  contrast: ContrastOf | null,
  areDifferences: boolean,
): Group {
  const { kept: entries, dropped } = entering(cells, by, contrast);
  const kept = entries.length > 0 ? entries.map(({ cell }) => cell) : cells;
  const { key, pooled } = poolKeys(by, (name) => [...new Set(kept.map((cell) => valueOf(cell, name)))], contrast);
  const rated = entries.map(({ cell, published, weight }) => ({
    ...cellRate(cell, { group: kept, isDifference: areDifferences, published }),
    weight,
  }));
  const isDifference = areDifferences || contrast !== null;
  const wordings = Map.groupBy(rated, ({ wording }) => JSON.stringify([wording.arm, wording.wording]));
  return {
    key: { ...Object.fromEntries(by.map((name) => [name, valueOf(cells[0]!, name)])), ...key },
    wordings: weighBySize([...wordings.values()].map((strata) => combine(strata, isDifference))),
    residuals: null,
    clustering: null,
    readOff: false,
    standIns: rated.flatMap(({ wording, standIn }) => (standIn && enters(wording) ? [standIn] : [])),
    pooled,
    dropped,
    isDifference,
    simulated: cells.some(isSimulated),
    served: [],
    controlFor: cells[0]!.extra["controlFor"] || null,
    headline: readFlag(cells[0]!.extra["headline"]) ?? null,
  };
}

/** Cells with trials, and of those that `by` does not tell apart, the ones that both sides have. */
function entering(
  cells: readonly CsvCell[],
  by: readonly string[],
  contrast: ContrastOf | null,
): Balanced<Stratified & { cell: CsvCell }> {
  const apart = [...keyColumns.filter((name) => !by.includes(name)), ...(contrast ? [contrast.column] : [])];
  const once = mergeCells(cells, (cell) => JSON.stringify(apart.map((name) => valueOf(cell, name))));
  const tried = once.filter(({ trials }) => trials !== 0);
  const untried = once.filter(({ trials }) => trials === 0).map(untriedOf);
  const isPublished = standsForCells(tried);
  const strata = [...Map.groupBy(tried, (cell) => JSON.stringify(apart.map((name) => valueOf(cell, name)))).values()];
  const entries = strata.flatMap((group, stratum) =>
    group.map((cell) => ({ cell, stratum, wording: cell.wording, arm: cell.arm, published: isPublished(cell) })),
  );
  const sign = contrast && ((stratum: number) => signOf(contrast, valueOf(strata[stratum]![0]!, contrast.column)));
  const balanced = balance(entries, sign);
  return { kept: balanced.kept, dropped: countDropped([...untried, ...balanced.dropped]) };
}

const isSimulated = ({ model, extra }: CsvCell): boolean =>
  model.startsWith("simulated/") || readFlag(extra["simulated"]) === true;

const untriedOf = (cell: CsvCell): Dropped => ({
  side: sideOf({ published: standsForCells([cell])(cell), arm: cell.arm }),
  reason: "wording with no trials",
  unit: "wordings",
  count: 1,
});

/** The weighted sum over strata; what is not known in one stratum is not known of the sum. */
function combine(rated: readonly { wording: Estimand; weight: number }[], isDifference: boolean): Estimand {
  const strata = rated.map(({ wording, weight }) => ({ ...wording, weight }));
  const { weight, ...first } = strata[0]!;
  if (strata.length === 1 && weight === 1) return first;
  const sum = (of: (stratum: Estimand & { weight: number }) => number) =>
    strata.reduce((total, stratum) => total + of(stratum), 0);
  const total = (of: (stratum: Estimand) => number | null) =>
    strata.some((stratum) => of(stratum) === null) ? null : sum((stratum) => of(stratum)!);
  const rate = sum(({ rate, weight }) => weight * rate);
  const variance = sum(({ variance, weight }) => weight ** 2 * variance);
  const df = variance ** 2 / sum(({ variance, weight, df }) => (weight ** 2 * variance) ** 2 / df);
  const half = tQuantile(0.975, df) * Math.sqrt(variance);
  const ci: [number, number] | null = Number.isNaN(half)
    ? null
    : [Math.max(rate - half, isDifference ? -1 : 0), Math.min(rate + half, 1)];
  const unit = sum(({ unit, weight }) => weight ** 2 * unit);
  return {
    ...first,
    n: total(({ n }) => n),
    draws: total(({ draws }) => draws),
    successes: null,
    rate,
    variance,
    weightVariance: variance,
    unit,
    df,
    ci,
  };
}
