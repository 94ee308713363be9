import type { Estimand } from "../groups/group.ts";
import type { Stratum } from "../groups/wording-rates.ts";

type Rated = Pick<Estimand, "rate" | "n" | "successes" | "unit" | "variance">;

/**
 * Mean over wordings of a rate's sampling variance: where all share several inputs, by what is left
 * of their rates by input once wordings and inputs are taken out, else p(1 − p)/(n − 1); NaN where
 * each has one trial, which cannot tell it.
 */
export function meanError(wordings: readonly Rated[], strata: readonly Stratum[]): number {
  const crossed = residualError(strata);
  if (crossed !== null) return crossed;
  const known = wordings.flatMap(({ rate, successes, unit, variance }) => {
    if (successes === null) return Number.isNaN(variance) ? [] : [variance];
    const draws = 1 / unit;
    return draws > 1 ? [(rate * (1 - rate)) / (draws - 1)] : [];
  });
  return known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0) / known.length;
}

/**
 * The mean square of wordings by inputs, over inputs; null where not all wordings have them all.
 */
function residualError(strata: readonly Stratum[]): number | null {
  const inputs = [...new Set(strata.flatMap(({ cells }) => cells.map(({ input }) => input)))];
  const [rows, columns] = [strata.length, inputs.length];
  if (rows < 2 || columns < 2 || strata.some(({ cells }) => cells.length < columns)) return null;
  const table = strata.map(({ cells }) => {
    const by = new Map(cells.map(({ input, n, sum }) => [input, sum / n]));
    return inputs.map((input) => by.get(input)!);
  });
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const ofRow = table.map(mean);
  const ofColumn = inputs.map((_, i) => mean(table.map((row) => row[i]!)));
  const all = mean(ofRow);
  let squares = 0;
  for (const [w, row] of table.entries())
    for (const [i, value] of row.entries()) squares += (value - ofRow[w]! - ofColumn[i]! + all) ** 2;
  return squares / ((rows - 1) * (columns - 1)) / columns;
}
