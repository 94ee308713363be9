import { modelFacts } from "../../models/catalogue.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import type { Difference } from "./did.ts";
import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "./estimated-gap.ts";
import { meta } from "../numbers/meta.ts";

/** Gaps on one side of publication: their random-effects mean, a proportion, with its interval. */
export interface CutoffSide {
  mean: number;
  se: number;
  df: number;
  ci: Interval;
  gaps: number;
}

export interface AroundCutoff {
  /**
   * Each gap with its scenario's publication less its model's cutoff, in months: above zero it
   * cannot have been read.
   */
  points: { gap: Gap; months: number }[];
  /**
   * Models whose training data may hold the scenario, and models from before it; null where no gap
   * has an error.
   */
  after: CutoffSide | null;
  before: CutoffSide | null;
  /** after − before, a difference in differences. */
  difference: Difference | null;
  level: number;
  /** Gaps left out, and what is not known of them. */
  leftOut: { gap: Gap; lacks: "gap" | "publication date" | "cutoff" }[];
}

const month = 365.25 / 12;

/**
 * Gaps by whether the scenario was published before or after the model's training data end, with
 * either side's random-effects mean (Hartung–Knapp) and their difference on Satterthwaite's df.
 * Dates come from the scenario's source and from `cutoff`, by default the catalogue's; gaps without
 * either date, or without an estimate, are left out and named. It takes gaps as independent: on the
 * same wordings, {@link contrast} between the models is the better difference.
 */
export function aroundCutoff(
  gaps: readonly Gap[],
  scenarios: readonly Pick<Scenario, "id" | "source">[],
  {
    cutoff = (model) => modelFacts(model)?.cutoff ?? null,
    level = 0.95,
  }: { cutoff?: (model: string) => string | null; level?: number } = {},
): AroundCutoff {
  const published = new Map(scenarios.map(({ id, source }) => [id, source?.published ?? null]));
  const leftOut: AroundCutoff["leftOut"] = [];
  const points = gaps.flatMap((gap) => {
    const [there, until] = [published.get(gap.scenario) ?? null, cutoff(gap.model)];
    const lacks = gap.gap === null ? "gap" : there === null ? "publication date" : until === null ? "cutoff" : null;
    if (lacks !== null) leftOut.push({ gap, lacks });
    return lacks !== null
      ? []
      : [{ gap, months: Math.round(((Date.parse(there!) - Date.parse(until!)) / 86_400_000 / month) * 10) / 10 }];
  });
  const after = sideOf(
    points.filter(({ months }) => months <= 0).map(({ gap }) => gap),
    level,
  );
  const before = sideOf(
    points.filter(({ months }) => months > 0).map(({ gap }) => gap),
    level,
  );
  return { points, after, before, difference: after && before && differenceOf(after, before, level), level, leftOut };
}

function sideOf(gaps: readonly Gap[], level: number): CutoffSide | null {
  const known = gaps.filter(({ gapSe }) => gapSe !== null);
  if (known.length === 0) return null;
  const fit = meta(
    known.map(({ gap }) => gap!),
    known.map(({ gapSe }) => gapSe! ** 2),
  );
  const one = known.length === 1;
  const se = one ? fit.se : fit.tau2 === 0 ? Math.max(fit.se, fit.seHartungKnapp) : fit.seHartungKnapp;
  const df = one ? known[0]!.gapDf! : known.length - 1;
  return { mean: fit.mean, se, df, ci: around(fit.mean, se, df, level), gaps: known.length };
}

function differenceOf(one: CutoffSide, other: CutoffSide, level: number): Difference {
  const estimate = one.mean - other.mean;
  const variance = one.se ** 2 + other.se ** 2;
  const df = variance ** 2 / (one.se ** 4 / one.df + other.se ** 4 / other.df);
  const se = Math.sqrt(variance);
  return {
    question: "onAverage",
    estimate,
    se,
    df,
    ci: around(estimate, se, df, level),
    p: tTwoSided(estimate / se, df),
  };
}

function around(centre: number, se: number, df: number, level: number): Interval {
  const half = tQuantile(1 - (1 - level) / 2, df) * se;
  return [centre - half, centre + half];
}
