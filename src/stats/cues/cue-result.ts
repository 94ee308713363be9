import type { Place } from "../groups/place.ts";
import type { CueFacts } from "../notes/cue-notes.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Combination } from "../numbers/least-squares.ts";
import type { PooledCombination } from "../numbers/pool-effects.ts";
import type { FoundFactor } from "./factors-of.ts";

/** A share of a variance, 0 to 1: its posterior mean and interval. */
export interface ShareOf {
  share: number;
  ci: Interval;
}

/** An estimate by itself, which tests and differences are of. */
export interface CueTest {
  /** From this change's data alone, by least squares, with its two-sided p. */
  unpooled: Combination;
  /** p of `unpooled`, adjusted for all of its kind in this call: single effects, or pairs. */
  holm: number;
  bh: number;
}

/**
 * What a level of a factor does less what `from` does, averaged over the other factors and bases; a
 * proportion.
 */
export interface CueEffect extends CueTest {
  factor: string;
  level: string;
  from: string;
  /** Wordings and scored trials at `level`, and at `from`; n is NaN where trials are not known. */
  wordings: [number, number];
  n: [number, number];
  /**
   * With partial pooling: drawn toward 0 by as much as all factors' effects say, a large one among
   * many of nothing little. Its interval holds the effect as often as it says, whatever that is.
   */
  pooled: PooledCombination;
  /** `unpooled` at a given distance from the published text; NaN where distances are not known. */
  atDistance: Combination;
  /** The same change in the scenario's unpublished control, and `unpooled` less that one's. */
  control: { scenario: string; pooled: PooledCombination; unpooled: Combination } | null;
  beyondControl: Combination | null;
  /**
   * The same level's effect on what subjects say of their situation; null where nothing is known.
   */
  recognised: SpokenEffect | null;
  evalAware: SpokenEffect | null;
}

/** An effect on the rate of trials in which something is said, and their number. */
export interface SpokenEffect extends Combination {
  n: number;
  rate: number;
}

/**
 * What two levels do together beyond what each does alone: a difference of differences. `unpooled`
 * is beside single effects, with no other pair in the model.
 */
export interface CueInteraction extends CueTest {
  factors: [string, string];
  levels: [string, string];
  from: [string, string];
  /** Drawn toward 0 as joint effects are; its interval, as of single effects, keeps its level. */
  pooled: PooledCombination;
}

/** What of the variance between wordings' true rates is due to what. */
export interface CueShare extends ShareOf {
  of: "base" | "factor" | "pair" | "rest";
  factors: string[];
}

/** A kind of factors that somebody named: its share, and how likely it is the largest of them. */
export interface KindShare extends ShareOf {
  kind: string;
  factors: string[];
  largest: number;
}

/** Change of the rate from distance 0 to 1, with bases as blocks, and with factors too. */
export interface DistanceEffect {
  alone: Combination;
  besideFactors: Combination;
}

/** One perturbation as it was found. */
export interface CuePoint {
  wording: string;
  base: string;
  levels: Record<string, string>;
  changed: string[] | null;
  distance: number;
  rate: number;
  ci: Interval | null;
  n: number | null;
}

export interface Cues extends Place, CueFacts {
  /** The scenario that this one is the unpublished control of, or null. */
  controlFor: string | null;
  simulated: boolean;
  level: number;
  /** Perturbations, their scored trials (NaN where unknown), and their mean rate. */
  wordings: number;
  n: number;
  rate: number;
  /** SD between wordings' true rates as a whole, by posterior mean; NaN where it is not told. */
  between: number;
  bases: string[];
  factors: FoundFactor[];
  effects: CueEffect[];
  interactions: CueInteraction[];
  shares: CueShare[];
  /** Of all pairs of factors together; null where no pair is among the shares. */
  pairsShare: ShareOf | null;
  /** Empty where factors are all of one kind, or one trial a wording cannot tell them apart. */
  kinds: KindShare[];
  distance: DistanceEffect;
  points: CuePoint[];
  notes: string[];
}
