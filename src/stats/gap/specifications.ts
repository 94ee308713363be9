import { checkOptions } from "../../lib/check-options.ts";
import { openFrame, type FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import { recordsOf } from "../../frames/to-rows.ts";
import { areCells, type GapData } from "../groups/groups-of.ts";
import { keyColumns } from "../groups/strata.ts";
import {
  columnOf,
  conditionOptions,
  exclusionOptions,
  judgeOptions,
  publishedOptions,
  usualExclusions,
  type Datum,
  type Option,
} from "./choices.ts";
import { gap } from "./gap.ts";
import type { Gap } from "./estimated-gap.ts";
import { facets, type Facet, type Specification, type SpecificationCurve } from "./specification.ts";
import { specificationTable } from "./specification-table.ts";
import { weightings } from "./weightings.ts";

export interface SpecificationOptions {
  /** Further columns that make a curve of their own, besides scenario, model and outcome. */
  by?: readonly string[];
  /**
   * Kinds of trials that may be left out, by name, each true of what it leaves out; in place of
   * refusals, replies cut off, and trials that the subject took for an evaluation.
   */
  exclusions?: Readonly<Record<string, (row: Row) => boolean>>;
  /** 0.95. */
  level?: number;
}

/**
 * The gap under every combination of defensible choices that the data offer: which text stands for
 * the published side, whose grades (rows of several gradings of the same trials, one after
 * another), which condition or all with equal weight, what counts as a draw and how wordings weigh,
 * and which trials or rungs are left out. One curve for each scenario, model and outcome, lowest
 * gap first, each with the estimate it comes from. Specifications share their data: how many lie on
 * a side is no test, and no p is made of them. Source: Simonsohn, Simmons and Nelson 2020.
 *
 * @example
 * stats.specifications(data)[0]!.specifications.length
 */
export function specifications(data: GapData, options: SpecificationOptions = {}): SpecificationCurve[] {
  const {
    by = [],
    exclusions = usualExclusions,
    level = 0.95,
  } = checkOptions("specifications", options, { by: true, exclusions: true, level: true });
  const all = datumsOf(data);
  const columns = [...keyColumns.filter((name) => name !== "condition"), ...by];
  const places = Map.groupBy(all, (datum) => JSON.stringify(columns.map((name) => columnOf(datum, name))));
  const curves = [...places.values()].flatMap((ofPlace) => curveOf(ofPlace, { by, exclusions, level }) ?? []);
  const shown = () => ({ "text/html": specificationTable(curves, "html"), "text/plain": specificationTable(curves) });
  return Object.defineProperty(curves, Symbol.for("Jupyter.display"), { value: shown });
}

function datumsOf(data: GapData): readonly Datum[] {
  if (Array.isArray(data) && (data.length === 0 || areCells(data))) return data as readonly Datum[];
  const frame = data as FrameData<Row>;
  return recordsOf(frame, openFrame(frame).names) as unknown as Row[];
}

type Choosing = Required<SpecificationOptions>;

type Chosen = Record<Exclude<Facet, "unit and weights">, Option>;

/** The combinations of choices before one is weighed, and the data that each leaves. */
function combinations(data: readonly Datum[], exclusions: Choosing["exclusions"]) {
  const conditions = conditionOptions(data);
  const over: Option[] =
    conditions.length > 1
      ? [{ name: "all, equal weight", pools: true, take: (all) => all }, ...conditions]
      : conditions;
  const options = {
    "published text": publishedOptions(data),
    judge: judgeOptions(data),
    condition: over,
    exclusions: exclusionOptions(data, exclusions),
  };
  const names = Object.keys(options) as (keyof typeof options)[];
  const start = [{ chosen: {} as Chosen, data }];
  const all = names.reduce(
    (sets, facet) =>
      sets.flatMap(({ chosen, data: rest }) =>
        options[facet].map((option) => ({ chosen: { ...chosen, [facet]: option }, data: option.take(rest) })),
      ),
    start,
  );
  return { all, options };
}

function curveOf(data: readonly Datum[], { by, exclusions, level }: Choosing): SpecificationCurve | null {
  const { all, options } = combinations(data, exclusions);
  const pooled = [...keyColumns.filter((name) => name !== "condition"), ...by];
  const found: Omit<Specification, "place">[] = [];
  const without: Record<Facet, string>[] = [];
  for (const { chosen, data: rest } of all) {
    const columns = chosen.condition.pools ? pooled : [...keyColumns, ...by];
    const estimates = new Map<string, Gap | undefined>();
    const estimate = (method: "REML" | "DL" | "PM") => {
      if (!estimates.has(method)) estimates.set(method, gap(rest as GapData, { by: columns, method, level })[0]);
      return estimates.get(method);
    };
    for (const weighting of weightings) {
      const { name, method, of } = weighting;
      const whole = estimate(method);
      const specification = { ...namesOf(chosen), "unit and weights": name };
      const value = whole && of(whole);
      if (!whole || !value || value.gap === null) without.push(specification);
      else
        found.push({
          choices: specification,
          gap: value.gap,
          ci: value.ci,
          k: whole.k,
          publishedN: whole.publishedN,
          n: whole.n,
          of: whole,
          usual: isUsual(chosen, options) && weighting === weightings[0],
        });
    }
  }
  if (found.length === 0) return null;
  const ordered = found.toSorted((a, b) => a.gap - b.gap).map((each, i): Specification => ({ place: i + 1, ...each }));
  return summary(ordered, without, { ...options, "unit and weights": weightings });
}

const namesOf = (chosen: Chosen) =>
  Object.fromEntries(Object.entries(chosen).map(([facet, { name }]) => [facet, name])) as Record<keyof Chosen, string>;

/** What {@link gap} would have done with these data: a condition at a time, nothing left out. */
const isUsual = (chosen: Chosen, options: Record<keyof Chosen, readonly Option[]>): boolean =>
  (["published text", "exclusions"] as const).every((facet) => chosen[facet] === options[facet][0]) &&
  !chosen.condition.pools;

function summary(
  ordered: Specification[],
  without: Record<Facet, string>[],
  offered: Record<Facet, readonly { name: string }[]>,
): SpecificationCurve {
  const { scenario, model, outcome, levels, level, simulated } = ordered[0]!.of;
  const gaps = ordered.map(({ gap }) => gap);
  const middle = (gaps.length - 1) / 2;
  const count = (holds: (each: Specification) => boolean) => ordered.filter(holds).length;
  return {
    scenario,
    model,
    outcome,
    levels,
    specifications: ordered,
    options: Object.fromEntries(
      facets.map((facet) => [facet, offered[facet].map(({ name }) => name)]),
    ) as SpecificationCurve["options"],
    without,
    below: count(({ gap }) => gap < 0),
    above: count(({ gap }) => gap > 0),
    whollyBelow: count(({ ci }) => ci !== null && ci[1] < 0),
    whollyAbove: count(({ ci }) => ci !== null && ci[0] > 0),
    lowest: gaps[0]!,
    median: (gaps[Math.floor(middle)]! + gaps[Math.ceil(middle)]!) / 2,
    highest: gaps.at(-1)!,
    level,
    simulated,
  };
}
