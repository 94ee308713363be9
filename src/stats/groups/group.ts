import { publishedArm } from "../../frames/published.ts";
import type { Arm } from "../../scenarios/scenario.ts";
import { readFlag } from "../../lib/read-value.ts";
import type { CsvCell } from "../csv/csv-cell.ts";
import type { Dropped } from "./dropped.ts";
import type { Served } from "./served.ts";

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
  /**
   * Scored trials, and how many counted 1; null where they were not given or values are not 0 and
   * 1.
   */
  n: number | null;
  successes: number | null;
  /**
   * How many independent draws its scored trials are worth: fewer than trials where replies repeat
   * exactly ({@link copies}); null where trials were not given.
   */
  draws: number | null;
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
  /**
   * Variance of the rate when that of a single trial is 1, which is 1/n; NaN where trials are not
   * known.
   */
  unit: number;
}

/**
 * A column that a group is not told apart by: its levels are averaged over, with equal weight, or
 * contrasted.
 */
export interface Pooled {
  column: string;
  levels: string[];
  contrasted: boolean;
}

/**
 * Inputs that cluster the errors: how many, whether any is on both sides, and wordings with trials
 * of only some.
 */
export interface Clustering {
  inputs: number;
  paired: boolean;
  partial: number;
}

/**
 * A standard error printed as zero: what stands in for it (null: nothing can), and where that comes
 * from.
 */
export interface StandIn {
  wording: string;
  se: number | null;
  from: "largest of its arm" | "its trials" | "trials implied by its fellows" | null;
  trials: number | null;
}

/** What tells a group from others, and what was left out of it. */
export interface GroupHead {
  key: Record<string, string>;
  pooled: Pooled[];
  dropped: Dropped[];
  simulated: boolean;
  /** Models whose trials were not all served by one and the same. */
  served: Served[];
  /** The scenario that this group's is the unpublished control of, or null. */
  controlFor: string | null;
  /** Whether the outcome is what its scenario is about; null where the data do not say. */
  headline: boolean | null;
  /** Whether the outcome is a difference of two rates, from −1 to 1. */
  isDifference: boolean;
}

/** The rates of a group's wordings, and how they were come by. */
export interface GroupRates {
  wordings: Estimand[];
  /**
   * By wording, then by input: weighted sums of residuals. Null where there are fewer than two
   * inputs, or no trials.
   */
  residuals: Float64Array[] | null;
  clustering: Clustering | null;
  /**
   * Whether some rates were read off the model as probabilities, so that trials add no sampling
   * error.
   */
  readOff: boolean;
  standIns: StandIn[];
}

/** Everything that goes into one gap: numbers by wording, and what inputs the wordings share. */
export interface Group extends GroupHead, GroupRates {}

/**
 * The arm that stands for the published side among those present: `published` by that name, or as
 * in a results frame.
 */
const standsFor = (arms: readonly string[]): string | null =>
  arms.includes("published") ? "published" : publishedArm(arms as readonly Arm[]);

/**
 * Which of these cells stand for the published side: those that a column `published` says do, or
 * else by their arms.
 */
export function standsForCells(cells: readonly CsvCell[]): (cell: CsvCell) => boolean {
  if (cells.some(({ extra }) => extra["published"] !== undefined))
    return ({ extra }) => readFlag(extra["published"]) === true;
  const side = standsFor(cells.map(({ arm }) => arm));
  return ({ arm }) => arm === side;
}

/** Which text stood for the published side, `arm/wording`, or null where nothing did. */
export function publishedTextOf({ wordings }: Pick<Group, "wordings">): string | null {
  const published = wordings.filter((wording) => wording.published);
  return published.length === 0 ? null : published.map(({ arm, wording }) => `${arm}/${wording}`).join(" + ");
}

/** The arm whose text stood for the published side, or null where nothing did. */
export const publishedArmOf = ({ wordings }: Pick<Group, "wordings">): string | null =>
  wordings.find(({ published }) => published)?.arm ?? null;
