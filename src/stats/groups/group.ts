import { publishedArm } from "../../frames/published.ts";
import type { Arm } from "../../scenarios/scenario.ts";

/** One wording's own rate, in proportions. */
export interface WordingRate {
  wording: string;
  arm: string;
  rung: string;
  /** Whether it stands for the published side. */
  published: boolean;
  /** A proportion (or a difference of two); mean over the strata where the group pools several. */
  rate: number;
  /** 95 % interval of this wording's own rate, or null where it cannot be told. */
  ci: [number, number] | null;
  se: number | null;
  /** Scored trials, and how many counted 1; null where they were not given or values are not 0 and 1. */
  n: number | null;
  successes: number | null;
  /** Columns of the file that are not the format's own. */
  extra: Record<string, string>;
}

/** A wording as the estimators see it. */
export interface Estimand extends Omit<WordingRate, "se"> {
  /** Squared standard error and its degrees of freedom; NaN where it cannot be told. */
  variance: number;
  df: number;
  /** The variance that weighs it among the paraphrases; see {@link weighBySize}. */
  weightVariance: number;
  /** Variance of the rate when that of a single trial is 1, which is 1/n; NaN where trials are not known. */
  unit: number;
}

/** Everything that goes into one gap: numbers by wording, and what inputs the wordings share. */
export interface Group {
  key: Record<string, string>;
  wordings: Estimand[];
  /** By wording, then by input: weighted sums of residuals. Null where there are fewer than two inputs, or no trials. */
  residuals: Float64Array[] | null;
  /** Trials or wordings left out, by reason. */
  dropped: Record<string, number>;
  notes: string[];
  simulated: boolean;
  /** Whether the outcome is a difference of two rates, from −1 to 1. */
  difference: boolean;
}

/** The arm that stands for the published side among those present: `published` by that name, or as in a results frame. */
export const standsFor = (arms: readonly string[]): string | null =>
  arms.includes("published") ? "published" : publishedArm(arms as readonly Arm[]);

/** Which text stood for the published side, `arm/wording`, or null where nothing did. */
export function publishedTextOf({ wordings }: Pick<Group, "wordings">): string | null {
  const published = wordings.filter((wording) => wording.published);
  return published.length === 0 ? null : published.map(({ arm, wording }) => `${arm}/${wording}`).join(" + ");
}
