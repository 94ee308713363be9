import type { Dropped } from "../groups/dropped.ts";
import type { Place } from "../groups/place.ts";
import type { PosteriorObstacle, SamplerFacts } from "../notes/posterior-notes.ts";
import type { Prior } from "./priors.ts";
import type { PosteriorSummary } from "./summary.ts";

/** Probabilities of a difference against a margin, all proportions: they add up to 1. */
export interface AgainstMargin {
  margin: number;
  above: number;
  within: number;
  below: number;
  /** That it is above zero. */
  positive: number;
}

/** One wording's own rate, over inputs like these. */
export interface WordingPosterior {
  wording: string;
  published: boolean;
  n: number;
  /** Successes of scored trials, a proportion. */
  counted: number;
  /** Null where the chains do not allow a conclusion. */
  rate: PosteriorSummary | null;
}

/** What is concluded of one group. Proportions. */
export interface Concluded {
  /**
   * The published side, and the mean over wordings like the paraphrases; both over inputs like
   * these.
   */
  published: PosteriorSummary;
  paraphrase: PosteriorSummary;
  /** Is there a gap on average? paraphrase − published, and how it stands to the margin. */
  gap: PosteriorSummary;
  gapAgainst: AgainstMargin;
  /** The rate of one more wording: what rewording alone may bring about. */
  newWording: PosteriorSummary;
  /**
   * Does the published text do what rewording does not? published − one more wording: this alone is
   * evidence on recognition.
   */
  publishedMinusNew: PosteriorSummary;
  publishedMinusNewAgainst: AgainstMargin;
}

/**
 * How well the chains agree in the rates and differences that are concluded; standard deviations
 * have their own beside them.
 */
export interface SamplerCheck extends SamplerFacts {
  chains: number;
  draws: number;
}

/** The posterior of one group's gap, and of what is reported beside it; see {@link posterior}. */
export interface Posterior extends Place {
  publishedText: string | null;
  /** Paraphrases, inputs, and scored trials of both sides. */
  k: number;
  inputs: number;
  n: number;
  /** How many groups the model was fitted to together with this one, itself included. */
  together: number;
  /** Null where nothing could be fitted, or the chains do not allow a conclusion. */
  concluded: Concluded | null;
  wordings: WordingPosterior[];
  /**
   * Standard deviations in log odds by what they are of, and the correlation of trials of one
   * wording and input.
   */
  sds: Record<string, PosteriorSummary>;
  correlation: PosteriorSummary | null;
  /** Why nothing could be fitted. */
  obstacles: PosteriorObstacle[];
  /** Why nothing is concluded: what could not be fitted, or chains that do not agree; else null. */
  refusal: PosteriorObstacle | "chains do not agree" | null;
  /** Null where nothing could be fitted. */
  check: SamplerCheck | null;
  /** What was left out, by side and reason: the model knows nothing of it. */
  dropped: Dropped[];
  priors: Prior[];
  level: number;
  simulated: boolean;
  notes: string[];
}
