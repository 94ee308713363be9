import type { DataFrame } from "danfojs-node";
import type { Results } from "../judges/grading/results.ts";
import { columnsOf, rows } from "./rows.ts";
import { table } from "./table.ts";

/**
 * The results as a danfo DataFrame: one row a trial and outcome, the columns of `columns.ts` in
 * that order, then `condition.<factor>` for each factor. Missing numbers are NaN, missing text is
 * "".
 *
 * @example
 * const df = await frame(graded);
 * df.shape
 */
export async function frame(results: Results): Promise<DataFrame> {
  const types = Object.entries(columnsOf(results)).map(([name, { type }]) => [name, type] as const);
  return table(rows(results), Object.fromEntries(types));
}
