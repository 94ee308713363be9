import type { CsvCell } from "./csv-cell.ts";

/**
 * Cells of one wording in one place (same `placeOf`, arm and wording) as one: their counts add up,
 * as if the trials had been counted together. Throws where such cells have no counts, or standard
 * errors of their own, which do not add up.
 */
export function mergeCells(cells: readonly CsvCell[], placeOf: (cell: CsvCell) => string): CsvCell[] {
  const same = Map.groupBy(cells, (cell) => JSON.stringify([placeOf(cell), cell.arm, cell.wording]));
  return same.size === cells.length ? [...cells] : [...same.values()].map(merged);
}

function merged(cells: readonly CsvCell[]): CsvCell {
  const first = cells[0]!;
  if (cells.length === 1) return first;
  const lacking = cells.find(({ successes, trials, se }) => successes === null || trials === null || se !== null);
  if (lacking)
    throw new Error(
      `${first.arm}/${first.wording} is there ${cells.length} times (${[first.scenario, first.model, first.condition, first.outcome].filter(Boolean).join(" · ")}): ` +
        "give each wording once, or successes and trials, which can be added up, or group by the column that tells them apart",
    );
  const sum = (of: (cell: CsvCell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  return { ...first, successes: sum(({ successes }) => successes!), trials: sum(({ trials }) => trials!) };
}
