import { checkOptions } from "../../lib/check-options.ts";
import { textOf } from "../../frames/read-column.ts";
import { estimateGroups, gapOptions, type Gap, type GapData, type GapOptions } from "./gap.ts";
import { keyColumns } from "../groups/strata.ts";

export interface Contrast {
  /**
   * A column with levels to compare: `condition`, one of its factors (`condition.tier`), `model`,
   * or any other.
   */
  column: string;
  plus: string | readonly string[];
  minus: string | readonly string[];
}

/**
 * {@link gap} of a difference: a wording's rate at `plus` less its rate at `minus` (means, with
 * equal weight, where they are several levels) becomes the outcome, wording by wording and paired
 * by input, and everything that gap reports is of it. Between conditions it is for example the
 * compliance gap; between models trained after and before publication it is a difference in
 * differences on the same wordings. Only wordings that are at every level enter. Throws for a
 * column of scenarios or outcomes, and where a level is on both sides; see {@link did} for a
 * scenario against its control.
 *
 * @example
 * const both = await study({ ...spec, conditions: {} });
 * contrast(rows(both.results), {
 *   column: "condition",
 *   plus: "pressure=high",
 *   minus: "pressure=low",
 * })
 */
export function contrast(data: GapData, { column, ...levels }: Contrast, options: GapOptions = {}): Gap[] {
  checkOptions("contrast", options, gapOptions);
  checkOptions("a contrast", { column, ...levels }, { column: true, plus: true, minus: true });
  const named = (side: string | readonly string[]) =>
    (typeof side === "string" ? [side] : side).map((level) => textOf(column, level) ?? level);
  const [plus, minus] = [named(levels.plus), named(levels.minus)];
  if (column === "scenario" || column === "outcome") {
    throw new Error(
      `a contrast between ${column}s: their wordings have nothing in common; compare two gaps with did()`,
    );
  }
  const both = plus.find((level) => minus.includes(level));
  if (both !== undefined || plus.length === 0 || minus.length === 0) {
    throw new Error(
      `${column} ${both === undefined ? "with nothing on one side" : `"${both}" on both sides`}: expected different levels`,
    );
  }
  const by = keyColumns.filter((name) => name !== column && !column.startsWith(`${name}.`));
  return estimateGroups(data, { by, ...options }, { column, plus, minus });
}
