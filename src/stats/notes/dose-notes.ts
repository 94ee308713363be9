import type { Clustering, Pooled } from "../groups/group.ts";
import { groupNotes } from "./group-notes.ts";
import { provisionalNote, type Provisional } from "./provisional-note.ts";

/** How a slope on distance was come by, or why there is none. */
export interface DoseFacts {
  /**
   * Key columns that rates are averaged or contrasted over, and the inputs that errors are
   * clustered by.
   */
  pooled: readonly Pooled[];
  clustering: Clustering | null;
  /** Whether distance is the ladder's rung, 0 to 4, and not given. */
  rungs: boolean;
  /** Wordings without a distance, `arm/wording`. */
  unplaced: string[];
  /**
   * Why there is no slope: too few wordings or distances, or wordings on one line without error.
   */
  noSlope: { why: "too few" | "no error"; wordings: number; distances: number } | null;
  provisional: Provisional[];
}

/** In words: how a slope was come by, why there is none, what to beware of. */
export function doseNotes({
  pooled,
  clustering,
  rungs,
  unplaced,
  slope,
  noSlope,
  provisional,
}: DoseFacts & { slope: { variance: "knapp-hartung" | "sampling" } | null }): string[] {
  return [
    ...groupNotes({
      pooled,
      contrast: null,
      clustering,
      readOff: false,
      standIns: [],
      copies: null,
      served: [],
      constant: false,
    }),
    ...(unplaced.length > 0 ? [`without a distance, and left out: ${unplaced.join(", ")}`] : []),
    ...(rungs ? ["distance is the rung of the ladder, verbatim 0 to heavy paraphrase 4, at equal steps"] : []),
    ...(noSlope ? [withoutSlope(noSlope)] : []),
    ...(slope?.variance === "sampling"
      ? ["the wordings lie closer to the line than chance would have them: their sampling error stands in"]
      : []),
    ...provisional.map(provisionalNote),
  ];
}

function withoutSlope({ why, wordings, distances }: NonNullable<DoseFacts["noSlope"]>): string {
  return why === "too few"
    ? `${wordings} wordings at ${distances} distances: a slope takes three, at two`
    : "the wordings lie on one line without error: no interval can be given";
}
