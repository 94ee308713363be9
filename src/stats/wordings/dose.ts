import { checkOptions } from "../../lib/check-options.ts";
import { placeOf, type Place } from "../groups/place.ts";
import { covariances } from "../gap/covariances.ts";
import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import { samplingVariances } from "../gap/sides.ts";
import type { Interval } from "../numbers/interval.ts";
import { publishedArmOf, publishedTextOf, type Estimand, type Group, type WordingRate } from "../groups/group.ts";
import { doseNotes, type DoseFacts } from "../notes/dose-notes.ts";
import { groupsOf, type GapData } from "../groups/groups-of.ts";
import { metaRegression } from "../numbers/meta-regression.ts";
import type { GapOptions } from "../gap/gap.ts";
import { provisional } from "../gap/provisional.ts";
import { keyColumns } from "../groups/strata.ts";

/**
 * How far each wording is from the published text: by wording id, or from what is known of it; null
 * leaves it out.
 */
export type Distance =
  Record<string, number> | ((wording: Pick<WordingRate, "wording" | "arm" | "rung" | "extra">) => number | null);

/** Change in the rate, a proportion, for each unit of distance. */
export interface Slope {
  estimate: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
  /**
   * Which standard error: where wordings lie closer to the line than chance would have them, the
   * sampling error.
   */
  variance: "knapp-hartung" | "sampling";
  /** The line's rate at distance 0, and the SD of wordings' true rates about it. */
  intercept: number;
  tau: number;
  /** Wordings that it is made of. */
  wordings: number;
}

export interface Dose extends Place, DoseFacts {
  /** Null below three wordings at two distances. */
  slope: Slope | null;
  /** Of the rewordings alone: a slope that is not there is the published wording's doing. */
  withoutPublished: Slope | null;
  points: {
    wording: string;
    arm: string;
    rung: string;
    /** Whether it stands for the published side. */
    published: boolean;
    distance: number;
    rate: number;
    ci: Interval | null;
    n: number | null;
    /** How many trials counted 1; null where values are not 0 and 1. */
    successes: number | null;
  }[];
  /** Whether rates are differences of two, from −1 to 1. */
  isDifference: boolean;
  /** Which text stood for the published side, `arm/wording`, and its arm; null where none did. */
  publishedText: string | null;
  publishedArm: string | null;
  level: number;
  simulated: boolean;
  notes: string[];
}

/** As those of {@link gap}; `distance` is what a wording's rung stands in for. */
export interface DoseOptions extends Pick<GapOptions, "by" | "level" | "judged" | "leastKappa"> {
  distance?: Distance;
}

/**
 * verbatim or the stand-in for it 0, recognizable 1, then light, medium and heavy paraphrase, at
 * equal steps.
 */
const ladder: Record<string, number> = {
  published: 0,
  verbatim: 0,
  base: 0,
  recognizable: 1,
  light: 2,
  medium: 3,
  heavy: 4,
};

/**
 * Slope of wordings' rates on their distance from the published text, wording as the unit:
 * random-effects meta-regression (REML) with the Knapp–Hartung standard error on k − 2 df, never
 * below the sampling error. `distance` is in whatever unit is given, for example 1 − overlap of
 * {@link similarity}; without it the ladder's rungs count as equal steps 0 to 4, which is a choice.
 * It asks for a trend over wordings like these and is no test of its being straight. Wordings
 * without a distance are left out and named. Source: Knapp and Hartung 2003.
 *
 * @example
 * stats.dose(data)
 */
export function dose(data: GapData, options: DoseOptions = {}): Dose[] {
  const {
    by = keyColumns,
    distance,
    level = 0.95,
    ...judgedBy
  } = checkOptions("dose", options, { by: true, level: true, judged: true, leastKappa: true, distance: true });
  const of = distanceOf(distance ?? (({ arm, rung }) => ladder[arm] ?? ladder[rung] ?? null));
  return groupsOf(data, by).map((group) => {
    const placed = group.wordings.flatMap((wording) => {
      const at = of(wording);
      return at === null ? [] : [{ wording, at }];
    });
    const unplaced = group.wordings.filter((wording) => !placed.some((one) => one.wording === wording));
    const through = slope(group, placed, level);
    const { slope: alone } = slope(
      group,
      placed.filter(({ wording }) => !wording.published),
      level,
    );
    const facts = {
      ...through,
      rungs: distance === undefined,
      unplaced: unplaced.map(({ arm, wording }) => `${arm}/${wording}`),
      pooled: group.pooled,
      clustering: group.clustering,
      provisional: provisional(group.key["outcome"]!, judgedBy),
    };
    return {
      ...placeOf(group),
      ...facts,
      withoutPublished: alone,
      points: placed.map(pointOf).sort((a, b) => a.distance - b.distance),
      isDifference: group.isDifference,
      publishedText: publishedTextOf(group),
      publishedArm: publishedArmOf(group),
      level,
      simulated: group.simulated,
      notes: doseNotes(facts),
    };
  });
}

const pointOf = ({ wording: rated, at }: Placed): Dose["points"][number] => {
  const { wording, arm, rung, published, rate, ci, n, successes } = rated;
  return { wording, arm, rung, published, distance: at, rate, ci, n, successes };
};

interface Placed {
  wording: Estimand;
  at: number;
}

function distanceOf(distance: Distance): (wording: Estimand) => number | null {
  return (wording) => {
    const at = typeof distance === "function" ? distance(wording) : (distance[wording.wording] ?? null);
    if (at !== null && !Number.isFinite(at))
      throw new RangeError(`${wording.wording}: a distance of ${at}, expected a number, or null to leave it out`);
    return at;
  };
}

function slope(
  group: Group,
  points: readonly Placed[],
  level: number,
): { slope: Slope | null; noSlope: DoseFacts["noSlope"] } {
  const distances = new Set(points.map(({ at }) => at)).size;
  if (points.length < 3 || distances < 2)
    return { slope: null, noSlope: { why: "too few", wordings: points.length, distances } };
  const wordings = points.map(({ wording }) => wording);
  const { variances } = samplingVariances(wordings, covariances(group).among);
  const fit = metaRegression(
    wordings.map(({ rate }) => rate),
    variances,
    points.map(({ at }) => at),
  );
  const df = fit.k - 2;
  const se = Math.max(fit.slopeSe, fit.tau2 === 0 ? fit.slopeSeWald : 0);
  if (se < 1e-12) return { slope: null, noSlope: { why: "no error", wordings: points.length, distances } };
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  const found: Slope = {
    estimate: fit.slope,
    se,
    df,
    ci: [fit.slope - half, fit.slope + half],
    p: tTwoSided(fit.slope / se, df),
    variance: se > fit.slopeSe ? "sampling" : "knapp-hartung",
    intercept: fit.intercept,
    tau: Math.sqrt(fit.tau2),
    wordings: fit.k,
  };
  return { slope: found, noSlope: null };
}
