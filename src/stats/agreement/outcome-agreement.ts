import type { Agreement } from "./agreement.ts";
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
}
