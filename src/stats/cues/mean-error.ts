import type { Estimand } from "../groups/group.ts";
import type { Stratum } from "../groups/wording-rates.ts";

type Rated = Pick<Estimand, "rate" | "n" | "successes" | "unit" | "variance">;

/**
 * Mean over wordings of a rate's sampling variance: where all share several inputs, by what is left
 * of their rates by input once wordings and inputs are taken out, else that of a trial, from all
 * wordings that have several, over each one's trials; NaN where too few have more than one, which
 * cannot tell it.
 */
export function meanError(wordings: readonly Rated[], strata: readonly Stratum[]): number {
  const crossed = residualError(strata);
  if (crossed !== null) return crossed;
  const counted = wordings.filter(({ successes }) => successes !== null);
  const ofTrial = trialError(counted);
  const known = wordings.flatMap(({ successes, unit, variance }) => {
    const error = successes === null ? variance : ofTrial * unit;
    return Number.isNaN(error) ? [] : [error];
  });
  return known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0) / known.length;
}

/** Trials beyond the first, a wording, from which chance is told at all. */
const leastSpare = 0.5;

/** Variance of one trial within a wording, the same in all; NaN where hardly one has two. */
function trialError(wordings: readonly Rated[]): number {
  const sum = (of: (wording: Rated) => number) => wordings.reduce((all, wording) => all + of(wording), 0);
  const spare = sum(({ unit }) => 1 / unit - 1);
  if (spare < leastSpare * wordings.length || spare === 0) return NaN;
  return sum(({ rate, unit }) => (rate * (1 - rate)) / unit) / spare;
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
