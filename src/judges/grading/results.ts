import type { Run, Trial, TrialResult } from "../../runner/trial.ts";
import type { Memorisation } from "../recognition/measure-memorisation.ts";
import type { Spoken } from "../recognition/spoken.ts";
import type { Grade } from "../verdict.ts";

/**
 * A graded run. Replies stay on disk: what is kept in memory is one summary a trial, in the plan's
 * order, and one grade for each outcome that the trial's way of asking can measure, in the same
 * order.
 */
export interface Results {
  run: Run;
  trials: TrialSummary[];
  grades: Grade[];
  /** Why the judge was not asked everything, or null. */
  stopped: string | null;
  /**
   * How well subjects foretell the wordings, where it was measured: columns of the frame. See
   * `measureMemorisation`.
   */
  memorisation?: readonly Memorisation[];
}

/**
 * What a trial's replies amount to. Sums are over its replies; null where there are none or any of
 * them did not say.
 */
export interface TrialSummary {
  trial: Trial;
  status: TrialResult["status"];
  /** Hash of everything it said and did; null without a reply. */
  replyHash: string | null;
  /** How long what it wrote is, in characters; null in a forced choice. */
  replyLength: number | null;
  /** Of the last reply. */
  stop: string | null;
  servedModel: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  usd: number | null;
  latencyMs: number | null;
  /** Whether every reply came from the cache; null where they were asked elsewhere. */
  cached: boolean | null;
  /** What the subject said of its situation; absent in a forced choice. */
  spoken?: Spoken;
}
