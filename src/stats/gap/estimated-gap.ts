import type { Dropped } from "../groups/dropped.ts";
import type { Place } from "../groups/place.ts";
import type { WordingRate } from "../groups/group.ts";
import type { EstimateFacts, GapFacts } from "../notes/gap-notes.ts";
import type { Adjusted } from "./difference.ts";
import type { Interval } from "../numbers/interval.ts";
import type { TauMethod } from "../numbers/meta.ts";

/** The numbers of one gap, in proportions; null where the data cannot say. See {@link estimate}. */
export interface Estimate extends EstimateFacts {
  published: number | null;
  publishedN: number | null;
  /** Random-effects mean over the paraphrases. */
  paraphrase: number | null;
  paraphraseCi: Interval | null;
  /** Degrees of freedom behind it: K − 1, or Satterthwaite's where inputs are shared. */
  paraphraseDf: number | null;
  k: number;
  /** Scored trials on the paraphrase side. */
  n: number | null;
  /**
   * Whether the paraphrases weigh by their trials, and not by given standard errors; null without
   * paraphrases.
   */
  bySize: boolean | null;
  gap: number | null;
  /** Difference with the paraphrases equally weighted, which is what `ciThese` is centred on. */
  gapThese: number | null;
  ciThese: Interval | null;
  ciLike: Interval | null;
  /**
   * Standard error and degrees of freedom behind `ciLike`, and its two-sided p of no gap on
   * average.
   */
  gapSe: number | null;
  gapDf: number | null;
  gapP: number | null;
  /**
   * SD between wordings' true rates, and its share of the variance; null too where sampling errors
   * are not known.
   */
  tau: number | null;
  i2: number | null;
  predictionInterval: Interval | null;
  /** Two-sided p of the published wording's being one more draw from the spread of wordings. */
  outlierP: number | null;
  rankP: number | null;
  rankFloor: number | null;
}

/**
 * One gap, paraphrase − published, with everything that is reported beside it. Proportions; null
 * where not estimable.
 */
export interface Gap extends Place, Estimate, GapFacts {
  /** Which text stood for the published side, `arm/wording`, and its arm; null where none did. */
  publishedText: string | null;
  publishedArm: string | null;
  /** Trials or wordings left out, by reason, and the same by side. */
  dropped: Record<string, number>;
  droppedBySide: Dropped[];
  /**
   * In words, made of the facts here: how the numbers were come by, why one is missing, what to
   * beware of.
   */
  notes: string[];
  method: TauMethod;
  level: number;
  simulated: boolean;
  /** The scenario that this one is the unpublished control of, or null. */
  controlFor: string | null;
  /** Whether its outcome is what its scenario is about; null where the data do not say. */
  headline: boolean | null;
  /** This gap less its control's, where the control was asked and measured alike. */
  adjusted: Adjusted | null;
  /** Every wording's own rate: those of the gap, and those of other arms, which do not enter it. */
  wordings: WordingRate[];
}
