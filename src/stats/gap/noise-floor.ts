import type { GroupFacts } from "../notes/group-notes.ts";
import type { RunDifference } from "../notes/floor-notes.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * The published side against a second run of itself. Proportions; null where a run has none of it.
 * `difference` is second − first, whose interval should hold zero; a gap within ± `floor` may be
 * noise alone.
 */
export interface NoiseFloor
  extends
    RunDifference,
    GroupFacts,
    Pick<
      Gap,
      | "scenario"
      | "condition"
      | "model"
      | "outcome"
      | "levels"
      | "dropped"
      | "droppedBySide"
      | "clustered"
      | "smoothed"
      | "notes"
    > {
  first: number | null;
  second: number | null;
}
