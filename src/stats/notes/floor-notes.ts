import { inPercent, interval } from "../../lib/number-text.ts";
import type { Interval } from "../numbers/interval.ts";
import { groupNotes, type GroupFacts } from "./group-notes.ts";
import { smoothedNote } from "./smoothed-note.ts";

/**
 * What two runs of the published text differ by: the numbers of an A/A that are said beside a gap.
 * Proportions.
 */
export interface RunDifference {
  /**
   * second − first, with its interval; null where a run has none of the published side, or no
   * noise.
   */
  difference: number | null;
  ci: Interval | null;
  /** Half the interval's width. */
  floor: number | null;
  /** Scored trials of the first run and of the second. */
  n: [first: number | null, second: number | null];
}

/** In words, beside a gap: what is between two runs of its published text. */
export function besideGapNotes({ difference, ci, floor, n }: RunDifference): string[] {
  if (difference === null) return [];
  const counts = n.includes(null) ? "" : ` (n = ${n.join(" and ")})`;
  const head = `A/A: a second run of the published text differs from the first by ${inPercent(difference)} points`;
  if (ci === null || floor === null) return [`${head}${counts}, with no noise to measure between them`];
  return [
    `${head} ${interval(ci)}${counts}; a gap within ± ${inPercent(floor)} points may be sampling noise alone, and one beyond it be an ordinary difference between wordings (by simulation 14 to 36 % of ordinary wordings lie beyond)`,
  ];
}

/** In words: what an A/A is averaged over, how its inputs cluster, and why it has no floor. */
export function floorNotes(found: RunDifference & GroupFacts & { smoothed: boolean; clustered: boolean }): string[] {
  const { difference, ci, smoothed, clustered } = found;
  return [
    ...groupNotes({ ...found, readOff: false }),
    ...(smoothed && clustered ? [smoothedNote({ clustered })] : []),
    ...(difference === 0 && ci === null ? [agreed] : []),
  ];
}

const agreed = "both runs agree on every input: there is no noise between them to measure, so no floor can be given";
