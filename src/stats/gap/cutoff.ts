import { checkOptions } from "../../lib/check-options.ts";
import { modelFacts } from "../../models/catalogue.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { crossed } from "../numbers/crossed.ts";
import type { Interval } from "../numbers/interval.ts";
import { robustCrossed, type RobustCoefficient } from "../numbers/robust-crossed.ts";
import { differenceOf, type Difference } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * Gaps on one side of publication: their mean over scenarios and models, a proportion, null where
 * it has no interval.
 */
export interface CutoffSide {
  mean: number;
  se: number;
  df: number;
  ci: Interval;
  gaps: number;
  scenarios: number;
  models: number;
}

/** Why there is no p: too few scenarios or df for cluster-robust errors, or only one side. */
export interface CannotTell {
  reason: "few scenarios" | "one side only" | "no errors";
  scenarios: number;
  df: number | null;
}

export interface Cutoff {
  /**
   * Each gap with its scenario's publication less its model's cutoff, in months: above zero it
   * cannot have been read.
   */
  points: { gap: Gap; months: number }[];
  /**
   * Models whose training data may hold the scenario, and models from before it; null where nothing
   * can be told.
   */
  mayHaveRead: CutoffSide | null;
  cannotHaveRead: CutoffSide | null;
  /**
   * mayHaveRead − cannotHaveRead, pooled over scenarios and models; null where that cannot be told.
   */
  difference: Difference | null;
  cannotTell: CannotTell | null;
  /**
   * SD of gaps between scenarios, between models, and of single gaps, beyond sampling; null
   * where not fitted.
   */
  spread: { scenarios: number; models: number; gaps: number } | null;
  level: number;
  /** Gaps left out, and what is not known of them. */
  leftOut: { scenario: string; model: string; lacks: "gap" | "publication date" | "cutoff" | "standard error" }[];
}

/**
 * Satterthwaite's approximation fails below (Pustejovsky and Tipton 2018), and a p would promise
 * what it cannot keep.
 */
const leastDf = 4;
const month = 365.25 / 12;

/**
 * Do models behave differently, relative to rewordings, on scenarios published before their
 * training data end? The gaps of one outcome and condition, by whether the model may have read the
 * scenario, as a multilevel meta-regression: scenario and model are crossed random effects (all
 * models share a scenario's wordings), its errors robust to what gaps of a scenario have in common
 * (CR2, Satterthwaite), with what a model does alike in all scenarios added. Answers a difference
 * on average over scenarios, whose published texts it takes as draws. Dates: the scenario's source,
 * and `cutoff`, by default the catalogue's. Throws on mixed outcomes or conditions. Sources:
 * Pustejovsky and Tipton 2018 and 2022.
 *
 * @example
 * const printed = gap(interop.readCells("data/results/greenblatt-2024.csv"));
 * const [reasoning] = printed.filter(({ outcome }) => outcome === "af-reasoning");
 * cutoff([reasoning!], loadScenarios(), { cutoff: (id) => modelFacts(id)?.cutoff ?? null })
 */
export function cutoff(
  gaps: readonly Gap[],
  scenarios: readonly Pick<Scenario, "id" | "source">[],
  options: { cutoff?: (model: string) => string | null; level?: number } = {},
): Cutoff {
  const { cutoff: cutoffOf = (model: string) => modelFacts(model)?.cutoff ?? null, level = 0.95 } = checkOptions(
    "cutoff",
    options,
    { cutoff: true, level: true },
  );
  refuseMixed(gaps);
  const published = new Map(scenarios.map(({ id, source }) => [id, source?.published ?? null]));
  const placed = gaps.map((gap) => placeOf(gap, published.get(gap.scenario) ?? null, cutoffOf(gap.model)));
  const points = placed.flatMap((each) => ("months" in each ? [each] : []));
  const unknown = placed.flatMap((each) => ("months" in each ? [] : [each]));
  const known = points.filter(({ gap }) => gap.gapSe !== null && gap.gapSe > 0);
  const withoutError = points
    .filter((point) => !known.includes(point))
    .map(({ gap }) => lacking(gap, "standard error"));
  return { points, ...pooled(known, level), level, leftOut: [...unknown, ...withoutError] };
}

type Point = Cutoff["points"][number];
type Lacking = Cutoff["leftOut"][number];

function refuseMixed(gaps: readonly Gap[]): void {
  for (const name of ["outcome", "condition"] as const) {
    const found = [...new Set(gaps.map((gap) => gap[name]))];
    if (found.length > 1)
      throw new Error(
        `gaps of ${found.length} ${name}s (${found.slice(0, 4).join("; ")}${found.length > 4 ? "; …" : ""}): expected one; filter them first, as in gaps.filter(({ ${name} }) => ${name} === ${JSON.stringify(found[0])})`,
      );
  }
}

const lacking = ({ scenario, model }: Gap, lacks: Lacking["lacks"]): Lacking => ({ scenario, model, lacks });

function placeOf(gap: Gap, there: string | null, until: string | null): Point | Lacking {
  if (gap.gap === null) return lacking(gap, "gap");
  if (there === null) return lacking(gap, "publication date");
  if (until === null) return lacking(gap, "cutoff");
  return { gap, months: Math.round(((Date.parse(there) - Date.parse(until)) / 86_400_000 / month) * 10) / 10 };
}

type Pooled = Pick<Cutoff, "mayHaveRead" | "cannotHaveRead" | "difference" | "cannotTell" | "spread">;

function pooled(points: readonly Point[], level: number): Pooled {
  const early = points.map(({ months }) => months <= 0);
  const sides = new Set(early).size;
  const scenarios = indexOf(points.map(({ gap }) => gap.scenario));
  const table = {
    y: points.map(({ gap }) => gap.gap!),
    v: points.map(({ gap }) => gap.gapSe! ** 2),
    row: scenarios,
    column: indexOf(points.map(({ gap }) => gap.model)),
  };
  const count = new Set(scenarios).size;
  const cannot = (reason: CannotTell["reason"], df: number | null = null) => ({ reason, scenarios: count, df });
  const nothing = { mayHaveRead: null, cannotHaveRead: null, difference: null, spread: null };
  if (sides === 0) return { ...nothing, cannotTell: cannot("no errors") };
  if (count < 2 || points.length <= sides)
    return { ...nothing, cannotTell: cannot(sides === 1 ? "one side only" : "few scenarios") };
  // One regressor a side, so that each coefficient is that side's mean.
  const bySide = { ...table, x: early.flatMap((may) => (sides === 1 ? [1] : [+may, +!may])), p: sides };
  const fit = crossed(bySide);
  const meanOf = (may: boolean): CutoffSide | null => {
    const gaps = points.filter((_, i) => early[i] === may).map(({ gap }) => gap);
    const error = gaps.length === 0 ? null : robustCrossed(bySide, fit, sides === 2 && !may ? 1 : 0);
    return error && sideOf(gaps, error, level);
  };
  const found = {
    mayHaveRead: meanOf(true),
    cannotHaveRead: meanOf(false),
    spread: { scenarios: Math.sqrt(fit.rows), models: Math.sqrt(fit.columns), gaps: Math.sqrt(fit.residual) },
  };
  if (sides === 1) return { ...found, difference: null, cannotTell: cannot("one side only") };
  const error = robustCrossed({ ...table, x: early.flatMap((may) => [1, +may]), p: 2 }, fit, 1);
  const difference = error && differenceOf("onAverage", error.estimate, { parts: error.parts, level });
  if (difference === null || difference.df < leastDf)
    return { ...found, difference: null, cannotTell: cannot("few scenarios", difference?.df ?? null) };
  return { ...found, difference, cannotTell: null };
}

function sideOf(gaps: readonly Gap[], { estimate, parts }: RobustCoefficient, level: number): CutoffSide {
  const { se, df, ci } = differenceOf("onAverage", estimate, { parts, level });
  const count = (name: "scenario" | "model") => new Set(gaps.map((gap) => gap[name])).size;
  return { mean: estimate, se, df, ci, gaps: gaps.length, scenarios: count("scenario"), models: count("model") };
}

function indexOf(names: readonly string[]): number[] {
  const distinct = [...new Set(names)];
  return names.map((name) => distinct.indexOf(name));
}
