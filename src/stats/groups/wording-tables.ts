import { gather } from "./gather.ts";
import type { Row } from "../../frames/row.ts";
import type { FrameData } from "../../frames/open-frame.ts";
import type { Group } from "./group.ts";
import { areCells, groupOfTally, type GapData } from "./groups-of.ts";
import { tally } from "./tally.ts";
import { trials } from "./trials.ts";
import type { Stratum } from "./wording-rates.ts";

/**
 * One group's trials, counted by wording and input (wording-major); `inputs` is 1 where the data
 * name none.
 */
export interface WordingTables {
  group: Group;
  wordings: { wording: string; arm: string; published: boolean }[];
  inputs: number;
  n: Float64Array;
  sum: Float64Array;
  /** Whether every value is 0 or 1, so that `sum` counts successes. */
  binary: boolean;
}

/**
 * Graded trials, or cells with counts, by wording and input, one table for each combination of the
 * columns in `by`, beside the group that {@link gap} would be made of. Throws where `by` leaves
 * several levels of a key to be averaged over, which counts cannot be, and on cells without counts.
 */
export function wordingTables(data: GapData, by: readonly string[]): WordingTables[] {
  if (Array.isArray(data) && data.length === 0) return [];
  if (areCells(data)) return gather(data, by).map(fromCells);
  return tally(trials(data as FrameData<Row>, by), by).map((tallied) =>
    fromStrata(groupOfTally(tallied), tallied.strata),
  );
}

function fromStrata(group: Group, strata: readonly Stratum[]): WordingTables {
  const levels = new Set(strata.map(({ stratum }) => stratum)).size;
  if (levels > 1) throw new Error(`${nameOf(group)}: ${levels} levels in one table of counts, expected one: ${remedy}`);
  const places = new Map<number, number>();
  for (const { cells } of strata) for (const { input } of cells) if (!places.has(input)) places.set(input, places.size);
  const inputs = Math.max(places.size, 1);
  const n = new Float64Array(strata.length * inputs);
  const sum = new Float64Array(n.length);
  let binary = true;
  strata.forEach(({ cells }, w) => {
    for (const cell of cells) {
      const at = w * inputs + places.get(cell.input)!;
      n[at] = cell.n;
      sum[at] = cell.sum;
      binary &&= cell.sum === cell.squares && Number.isInteger(cell.sum);
    }
  });
  const wordings = strata.map(({ wording, arm, published }) => ({ wording, arm, published }));
  return { group, wordings, inputs, n, sum, binary };
}

function fromCells(group: Group): WordingTables {
  const lacking = group.wordings.find(({ n, successes }) => n === null || successes === null);
  if (lacking)
    throw new Error(`${nameOf(group)}, ${lacking.wording}: no counts, expected successes and trials: ${remedy}`);
  return {
    group,
    wordings: group.wordings.map(({ wording, arm, published }) => ({ wording, arm, published })),
    inputs: 1,
    n: Float64Array.from(group.wordings, ({ n }) => n!),
    sum: Float64Array.from(group.wordings, ({ successes }) => successes!),
    binary: true,
  };
}

const remedy = "give counts or graded trials, and group by scenario, model, condition and outcome";
const nameOf = ({ key }: Group): string => Object.values(key).filter(Boolean).join(" · ");
