import type { DataFrame } from "danfojs-node";
import type { Results } from "../judges/grading/results.ts";
import { whole } from "../lib/number-text.ts";
import { carryGate } from "./gate-of.ts";
import { columnsOf, rows } from "./rows.ts";
import { table } from "./table.ts";

/**
 * The results as a danfo DataFrame: one row a trial and outcome, the columns of `columns.ts` in
 * that order, then `condition.<factor>` for each factor. Missing numbers are NaN, missing text is
 * "". Above a million rows it warns, and says how to group them by SQL instead.
 *
 * @example
 * const df = await frame(graded);
 * df.shape
 */
export async function frame(results: Results): Promise<DataFrame> {
  warnOfMany(results);
  const all = rows(results);
  const types = Object.entries(columnsOf(results)).map(([name, { type }]) => [name, type] as const);
  const df = await table(all, Object.fromEntries(types));
  carryGate(all[0], df);
  return df;
}

/** Rows that danfo is good to, about. */
const many = 1_000_000;

function warnOfMany({ grades }: Partial<Results>): void {
  if (grades === undefined || grades.length <= many) return;
  console.warn(
    `frame(): ${whole(grades.length)} rows, where a frame is good to about ${whole(many)}: group them first, as in await interop.sql(results.run, "SELECT scenario, model, arm, outcome, avg(value) AS rate, count(value) AS n FROM results GROUP BY ALL")`,
  );
}
