import type { Agreement } from "./agreement.ts";
import type { ErrorsBySide } from "./errors-by-side.ts";
import type { Krippendorff } from "./krippendorff.ts";

/** How far the grades of one outcome agree with one person's labels, and with everybody's. */
export interface JudgeAgreement extends Agreement {
  outcome: string;
  /** The outcome that was labelled, where grades of another stand in for it. */
  labelled: string;
  judge: string;
  labeller: string;
  /** Ids of the trials in each place of `confusion`. */
  trials: string[][][];
  /** Krippendorff's α of the judge and all labellers of this outcome. */
  alpha: Krippendorff;
  /**
   * The judge's errors on the published side and on paraphrases; null where values are not 0 and 1,
   * or nothing tells which trial is of which side.
   */
  bySide: ErrorsBySide | null;
}
