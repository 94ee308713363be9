import type { NoiseFloor } from "./aa.ts";
import type { ContrastOf } from "../groups/contrast-of.ts";
import { estimate, type Estimate } from "./estimate.ts";
import { floorNotes } from "./floor-notes.ts";
import { publishedTextOf, type Estimand, type Group, type WordingRate } from "../groups/group.ts";
import { droppedByReason } from "../groups/dropped.ts";
import { groupNotes } from "../groups/group-notes.ts";
import { groupsOf, groupsOfTrials, type GapData } from "../groups/groups-of.ts";
import { gapTable } from "./gap-table.ts";
import type { JudgeAgreement } from "../agreement/judge-agreement.ts";
import type { TauMethod } from "../numbers/meta.ts";
import { predictionInterval } from "./prediction-interval.ts";
import { provisionalNotes } from "./provisional.ts";
import { keyColumns } from "../groups/strata.ts";
import type { Trials } from "../groups/trials.ts";

export type { GapData } from "../groups/groups-of.ts";

export interface GapOptions {
  /** What makes a gap of its own; what is left out is averaged over. Default: scenario, model, condition, outcome. */
  by?: readonly string[];
  /** How the variance between wordings is estimated. Default REML. */
  method?: TauMethod;
  /** Confidence level of every interval. Default 0.95. */
  level?: number;
  /** Agreement of judges with people's labels: gaps of an outcome whose κ is below `leastKappa`, 0.61, say so. */
  judged?: readonly JudgeAgreement[];
  leastKappa?: number;
  /** The published side against a second run of itself, from {@link aa}: said beside each gap that has one. */
  floors?: readonly NoiseFloor[];
}

/** One gap, paraphrase − published, with everything that is reported beside it. Proportions; null where not estimable. */
export interface Gap extends Estimate {
  scenario: string;
  condition: string;
  model: string;
  outcome: string;
  /** Which text stood for the published side, `arm/wording`, or null. */
  publishedText: string | null;
  /** Trials or wordings left out, by reason. */
  dropped: Record<string, number>;
  /** In words: how the numbers were come by, why one is missing, what to beware of. */
  notes: string[];
  method: TauMethod;
  level: number;
  simulated: boolean;
  /** Whether rates are differences of two, from −1 to 1, as those of a {@link contrast}. */
  difference: boolean;
  /** Every wording's own rate: those of the gap, and those of other arms, which do not enter it. */
  wordings: WordingRate[];
}

/**
 * The gap between published and paraphrased wordings, one for each combination of the columns in `by`. `ciLike`, the
 * headline, speaks of wordings like these and is centred on `gap`, from the random-effects mean; `ciThese` speaks of
 * these paraphrases as they are and is centred on `gapThese`, from their plain mean; both ask for a gap on average.
 * Whether the published wording is one more draw from the spread of wordings is another question, which only `outlierP`
 * and `rankP` answer. Everything is two-sided. Throws on data that cannot be averaged over, and on no such column.
 */
export function gap(data: GapData, options: GapOptions = {}): Gap[] {
  return estimateGroups(data, options);
}

/** {@link gap}, of a wording's rates or of their difference between levels of a column. */
export function estimateGroups(data: GapData, options: GapOptions, contrast: ContrastOf | null = null): Gap[] {
  return summariseAll(groupsOf(data, options.by ?? keyColumns, contrast), options);
}

/** {@link estimateGroups} of trials in typed arrays. */
export function estimateTrials(trials: Trials, options: GapOptions = {}, contrast: ContrastOf | null = null): Gap[] {
  return summariseAll(groupsOfTrials(trials, options.by ?? keyColumns, contrast), options);
}

function summariseAll(groups: readonly Group[], options: GapOptions): Gap[] {
  const { method = "REML", level = 0.95, judged = [], leastKappa, floors = [] } = options;
  if (!(level > 0 && level < 1))
    throw new RangeError(`a level of ${level}: expected a number between 0 and 1, such as 0.95`);
  const gaps = groups.map((group) => {
    const made = summarise(group, method, level);
    const more = [...provisionalNotes(made.outcome, judged, leastKappa), ...floorNotes(made, floors)];
    return { ...made, notes: [...made.notes, ...more] };
  });
  for (const each of gaps) showAs(each, () => [each]);
  return showAs(gaps, () => gaps);
}

function summarise(group: Group, method: TauMethod, level: number): Gap {
  const notes = groupNotes(group);
  const published = group.wordings.filter((wording) => wording.published);
  const normal = estimate(group, { level, method, notes });
  const estimated = {
    ...normal,
    predictionInterval: predictionInterval(group, normal.predictionInterval, { level, notes }),
  };
  const { scenario, condition, model, outcome, ...more } = group.key;
  return {
    scenario: scenario!,
    condition: condition!,
    model: model!,
    outcome: outcome!,
    ...more,
    ...estimated,
    publishedText: publishedTextOf(group),
    dropped: droppedByReason(group.dropped),
    notes: [
      ...notes,
      ...cautions(estimated, published),
      ...beyond(estimated, group.isDifference ? 2 : 1),
      ...(group.wordings.some(certain) ? [smoothed + (group.residuals ? byInput : "")] : []),
    ],
    method,
    level,
    simulated: group.simulated,
    difference: group.isDifference,
    wordings: group.wordings.map(shown),
  };
}

/** What a reader sees of a wording: everything but the estimators' own figures. */
function shown({ variance, ...estimand }: Estimand): WordingRate {
  const wording: Partial<Estimand> = { ...estimand };
  delete wording.df;
  delete wording.weightVariance;
  delete wording.unit;
  return { ...(wording as WordingRate), se: Number.isNaN(variance) ? null : Math.sqrt(variance) };
}

/** Gives a value its own look in a notebook: the gap table. */
function showAs<T extends object>(value: T, gaps: () => Gap[]): T {
  const bundle = () => ({ "text/html": gapTable(gaps(), "html"), "text/plain": gapTable(gaps()) });
  return Object.defineProperty(value, Symbol.for("Jupyter.display"), { value: bundle });
}

const smoothed =
  "a wording at 0 of n or n of n has the sampling error of a rate of (s + ½)/(n + 1): none in n trials is not certainty";
const byInput = "; it is widened as inputs widen those of the others";

/** Whether a wording of either side shows no variance in its counts, and has no standard error of its own. */
const certain = ({ published, arm, successes, n, unit }: Estimand): boolean =>
  (published || arm === "paraphrase") &&
  successes !== null &&
  !Number.isNaN(unit) &&
  (successes === 0 || successes === n);

/** A word on intervals that hold every gap there can be. */
function beyond({ ciLike, ciThese }: Estimate, most: number): string[] {
  const wide = [ciLike, ciThese].some((ci) => ci !== null && ci[1] - ci[0] > 2 * most);
  const scale = `from −${100 * most} to +${100 * most} points`;
  return wide ? [`an interval is wider than all gaps there can be, ${scale}: too few wordings or trials for one`] : [];
}

/** What a reader must be told of a gap before believing it. */
function cautions(gap: Estimate, published: readonly Estimand[]): string[] {
  const notes: string[] = [];
  if (gap.published === null) notes.push("nothing stands for the published side here, so there is no gap");
  if (published.length > 1)
    notes.push(
      `${published.length} published wordings: their mean is compared, the outlier test takes it for one wording's, and no rank test is made`,
    );
  const ones = published.reduce((sum, { successes }) => sum + (successes ?? NaN), 0);
  if (gap.gap !== null && Math.min(ones, gap.publishedN! - ones) < 5)
    notes.push(
      "fewer than 5 trials of one kind on the published side: its sampling error is poorly told; more trials of the published wording help",
    );
  if (gap.k === 0) notes.push("no paraphrase here, so there is no gap");
  if (gap.k === 1) notes.push("one paraphrase: nothing can be said of wordings like it");
  if (gap.k > 1 && gap.k < 5)
    notes.push(
      "fewer than 5 paraphrases: the interval for wordings like these, on K − 1 degrees of freedom, is wide; more wordings help more than more trials",
    );
  if (gap.rankFloor !== null && gap.rankFloor > 0.05)
    notes.push("the rank p cannot fall below its floor, 1/(K + 1): it takes 19 paraphrases to reach 0.05");
  return notes;
}
