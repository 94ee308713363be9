import { checkOptions } from "../../lib/check-options.ts";
import type { Row } from "../../frames/row.ts";
import { openFrame, type FrameData } from "../../frames/open-frame.ts";
import { recordsOf } from "../../frames/to-rows.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import { floorNotes } from "../notes/floor-notes.ts";
import type { Gap } from "./estimated-gap.ts";
import { gap } from "./gap.ts";
import type { NoiseFloor } from "./noise-floor.ts";
import { standsForCells } from "../groups/group.ts";
import { areCells, type GapData } from "../groups/groups-of.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import { trialColumns } from "../groups/trials.ts";

export type { NoiseFloor } from "./noise-floor.ts";

/**
 * A/A: the published side of `first` against that of `second`, a second run of the same wordings,
 * so that what is between them is noise of sampling, judging and serving; one for each combination
 * of `by`, paired by input. It speaks of these wordings. Not for a second run answered from the
 * first one's cache, which throws: use other epochs, or cache off.
 *
 * @example
 * const again = await study({ ...spec, seed: 8, mode: "off" });
 * stats.aa(data, rows(again.results))
 */
export function aa(
  first: GapData,
  second: GapData,
  options: { by?: readonly Column[]; level?: number } = {},
): NoiseFloor[] {
  const { by = keyColumns, level = 0.95 } = checkOptions("aa", options, { by: true, level: true });
  const [one, two] = [publishedOf(first, by), publishedOf(second, by)];
  refuseSame(one, two);
  const again = two.map((entry) => ({
    ...entry,
    arm: "paraphrase",
    ...("trial" in entry ? { published: false, trial: `again ${entry.trial}` } : { extra: reworded(entry) }),
  }));
  return gap([...one, ...again] as GapData, { by, level }).map(floorOf);
}

function floorOf(found: Gap): NoiseFloor {
  const { scenario, condition, model, outcome, levels, dropped, droppedBySide, gapThese, ciThese } = found;
  const { pooled, contrast, clustering, clustered, readOff, standIns, smoothed, copies, served, constant } = found;
  const others = found.wordings.filter(({ published }) => !published).map(({ rate }) => rate);
  const facts = {
    scenario,
    condition,
    model,
    outcome,
    ...levels,
    levels,
    first: found.published,
    second: others.length === 0 ? null : others.reduce((a, b) => a + b, 0) / others.length,
    n: [found.publishedN, found.n] as NoiseFloor["n"],
    difference: gapThese,
    ci: ciThese,
    floor: ciThese && (ciThese[1] - ciThese[0]) / 2,
    dropped,
    droppedBySide,
    pooled,
    contrast,
    clustering,
    clustered,
    readOff,
    standIns,
    smoothed,
    copies,
    served,
    constant,
  };
  return { ...facts, notes: floorNotes(facts) };
}

type Entry = Row | CsvCell;

/** Rows, or cells, of the side that stands for the published one. */
function publishedOf(data: GapData, by: readonly string[]): Entry[] {
  if (!areCells(data)) return rowsOf(data as FrameData<Row>, by).filter(({ published }) => published);
  const sides = Map.groupBy(data, ({ scenario, model, condition }) => JSON.stringify([scenario, model, condition]));
  return [...sides.values()].flatMap((cells) => {
    const isPublished = standsForCells(cells);
    return cells.filter(isPublished).map((cell) => ({ ...cell, arm: "published" }));
  });
}

/**
 * A cell's further columns without the flag that it stands for the published side, which the second
 * run does not.
 */
function reworded({ extra }: CsvCell): CsvCell["extra"] {
  return extra["published"] === undefined ? extra : { ...extra, published: "false" };
}

/** What a gap needs of the trials, and whether a reply came from a cache. */
function rowsOf(data: FrameData<Row>, by: readonly string[]): Row[] {
  const { names } = openFrame(data);
  const further = ["cached", "replyHash", "replyLength", "temperature"].filter((name) => names.includes(name));
  return recordsOf(data, [...new Set([...trialColumns, ...by, ...further])]) as unknown as Row[];
}

/**
 * A trial of the first run whose reply the second took from the cache is the first run over again.
 */
function refuseSame(one: readonly Entry[], two: readonly Entry[]): void {
  const known = new Set(one.map((entry) => ("trial" in entry ? entry.trial : null)));
  const same = two.find((entry) => "trial" in entry && entry.cached && known.has(entry.trial));
  if (same && "trial" in same)
    throw new Error(
      `trial ${same.trial}: the second run took its reply from the cache of the first, so nothing was run again: ` +
        "use other epochs, or run with the cache off",
    );
}
