import type { Row } from "../../frames/row.ts";
import { isFrameData, type FrameData } from "../../frames/open-frame.ts";
import { described } from "../../lib/described.ts";
import type { ContrastOf } from "./contrast-of.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { gather } from "./gather.ts";
import type { Group } from "./group.ts";
import { tally, type Tally } from "./tally.ts";
import { trials, type Trials } from "./trials.ts";
import { wordingRates } from "./wording-rates.ts";

/**
 * What a gap is made of: graded trials (rows, a frame with their columns, or arrays by column) or
 * aggregated cells.
 */
export type GapData = FrameData<Row> | readonly CsvCell[];

export const areCells = (data: GapData): data is readonly CsvCell[] =>
  Array.isArray(data) && data.length > 0 && typeof data[0] === "object" && data[0] !== null && "se" in data[0];

/**
 * Data of either kind as groups with every wording's rate, one for each combination of the columns
 * in `by`.
 */
export function groupsOf(data: GapData, by: readonly string[], contrast: ContrastOf | null = null): Group[] {
  if (!isFrameData(data))
    throw new Error(
      `expected rows, a frame or cells, not ${described(data)}: pass await frame(results), rows(results) or interop.readCells(file)`,
    );
  if (!Array.isArray(by)) throw new Error(`by should be a list of columns, not ${JSON.stringify(by)}: put it in [ ]`);
  if (Array.isArray(data) && data.length === 0) return [];
  if (areCells(data)) return gather(data, by, contrast);
  const more = contrast ? [...by, contrast.column] : by;
  return groupsOfTrials(trials(data as FrameData<Row>, more), by, contrast);
}

/** {@link groupsOf} of trials in typed arrays. */
export function groupsOfTrials(trials: Trials, by: readonly string[], contrast: ContrastOf | null = null): Group[] {
  return tally(trials, by, contrast).map(groupOfTally);
}

/** A tally with its wordings' rates. */
export const groupOfTally = ({ group, strata }: Tally): Group => ({
  ...group,
  ...wordingRates(strata, group.isDifference),
});
