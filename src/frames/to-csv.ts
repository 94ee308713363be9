import { reasonsText } from "../judges/grading/reasons.ts";
import { csvText } from "../lib/csv-text.ts";
import type { Cell } from "./cells.ts";

const FIELDS = ["scenario", "condition", "model", "outcome", "wording", "arm", "successes", "trials", "rate", "se"];

/**
 * Cells as the CSV that `parallax gap` reads: `successes,trials` where every value is 0 or 1, else
 * `trials,rate,se` (as proportions); the published side's arm is `published`. Cells with no scored
 * trial are kept, as 0 of 0. A single proportion has no spread to show: its `se` is 0 where a
 * forced choice read it off the model, else the largest it can be. The further columns rung,
 * simulated and unscored pass through.
 *
 * @example
 * interop.toCsv(cells(data)).split("\n", 2)
 */
export function toCsv(cells: readonly Cell[]): string {
  const data = cells.map((cell) => {
    const key = [cell.scenario, cell.condition, cell.model, cell.outcome, cell.wording];
    const arm = cell.published ? "published" : cell.arm;
    const figures = cell.binary ? [cell.sum, cell.n, "", ""] : ["", cell.n, cell.rate, errorOf(cell)];
    return [...key, arm, ...figures, cell.rung, cell.simulated, reasonsText(cell.unscored)];
  });
  return csvText({ fields: [...FIELDS, "rung", "simulated", "unscored"], data });
}

function errorOf({ n, rate, se, elicit }: Cell): number {
  if (n > 1) return se;
  return elicit === "choice" ? 0 : Math.sqrt(rate * (1 - rate));
}
