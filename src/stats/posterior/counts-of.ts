import type { FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { enters } from "../../frames/side.ts";
import { gather } from "../groups/gather.ts";
import { publishedTextOf, type GroupHead } from "../groups/group.ts";
import { areCells, groupOfTally, type GapData } from "../groups/groups-of.ts";
import { tally } from "../groups/tally.ts";
import { trials } from "../groups/trials.ts";

/** Trials of one wording and input, or of one wording where no inputs are known. */
export interface Count {
  wording: string;
  published: boolean;
  input: string;
  n: number;
  sum: number;
}

/** One group's counts, of the two sides alone. */
export interface GroupCounts {
  head: GroupHead;
  publishedText: string | null;
  counts: Count[];
  /** Whether every value is 0 or 1. */
  isBinary: boolean;
}

/**
 * Data as counts, one group for each combination of `by`. Throws where `by` leaves several levels
 * of a key to be averaged over, which counts cannot be, and on cells without counts.
 */
export function countsOf(data: GapData, by: readonly string[]): GroupCounts[] {
  if (Array.isArray(data) && data.length === 0) return [];
  const groups = areCells(data) ? ofCells(data, by) : ofTrials(data as FrameData<Row>, by);
  for (const { head } of groups)
    if (head.pooled.length > 0)
      throw new Error(
        `${nameOf(head)}: several levels of ${head.pooled.map(({ column }) => column).join(", ")} in one group, which counts cannot be averaged over: ${remedy}`,
      );
  return groups;
}

function ofTrials(data: FrameData<Row>, by: readonly string[]): GroupCounts[] {
  const typed = trials(data, by);
  return tally(typed, by).map((tallied): GroupCounts => {
    const sides = tallied.strata.filter(enters);
    const counts = sides.flatMap(({ wording, published, cells, draws }) =>
      cells.map(({ input, n, sum }) => {
        const name = typed.factors.input.levels[input]!;
        return { wording, published, input: name, ...(cells.length === 1 ? worth(n, sum, draws) : { n, sum }) };
      }),
    );
    const isBinary = sides.every(({ cells }) =>
      cells.every(({ sum, squares }) => sum === squares && Number.isInteger(sum)),
    );
    return { head: tallied.group, publishedText: publishedTextOf(groupOfTally(tallied)), counts, isBinary };
  });
}

/**
 * Trials of one input that are worth fewer draws, being copies, as so many. (Where inputs are
 * several, the likeness of trials is estimated.)
 */
function worth(n: number, sum: number, draws: number): { n: number; sum: number } {
  const count = Math.min(n, Math.max(1, Math.round(draws)));
  return { n: count, sum: Math.round((sum / n) * count) };
}

function ofCells(data: readonly CsvCell[], by: readonly string[]): GroupCounts[] {
  return gather(data, by).map((group): GroupCounts => {
    const sides = group.wordings.filter(enters);
    const lacking = sides.find(({ n, successes }) => n === null || successes === null);
    if (lacking && group.pooled.length === 0)
      throw new Error(`${nameOf(group)}, ${lacking.wording}: no counts, expected successes and trials: ${remedy}`);
    const counts = sides.map(({ wording, published, n, successes }) => ({
      wording,
      published,
      input: "",
      n: n ?? 0,
      sum: successes ?? 0,
    }));
    return { head: group, publishedText: publishedTextOf(group), counts, isBinary: true };
  });
}

const remedy = "give counts or graded trials, and group by scenario, model, condition and outcome";
const nameOf = ({ key }: GroupHead): string => Object.values(key).filter(Boolean).join(" · ");
