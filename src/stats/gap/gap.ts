import { gateBeside } from "./gate-beside.ts";
import { checkOptions, type OptionNames } from "../../lib/check-options.ts";
import type { ContrastOf } from "../groups/contrast-of.ts";
import type { GateFacts } from "../../judges/gate/gate-record.ts";
import { enters } from "../../frames/side.ts";
import { droppedByReason } from "../groups/dropped.ts";
import { placeOf } from "../groups/place.ts";
import { type Estimand, publishedArmOf, publishedTextOf, type Group, type WordingRate } from "../groups/group.ts";
import { groupsOf, groupsOfTrials, type GapData } from "../groups/groups-of.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import type { Trials } from "../groups/trials.ts";
import { gapNotes } from "../notes/gap-notes.ts";
import { textKey, withPerturbations, type WithPerturbations } from "../groups/with-perturbations.ts";
import type { Copies } from "../notes/group-notes.ts";
import type { CountedPerturbations } from "../notes/perturbed-note.ts";
import type { TauMethod } from "../numbers/meta.ts";
import type { NoiseFloor } from "./noise-floor.ts";
import { adjustments } from "./control-adjusted.ts";
import { estimate } from "./estimate.ts";
import type { Gap } from "./estimated-gap.ts";
import { samePlace } from "../groups/place.ts";
import { gapTable } from "./gap-table.ts";
import { missingOf } from "./missing.ts";
import { predictionInterval } from "./prediction-interval.ts";
import { provisional, type JudgedOptions } from "./provisional.ts";
import { registeredOf, type OnRecord } from "./registered.ts";
import { sidesOf } from "./sides.ts";

export type { GapData } from "../groups/groups-of.ts";
export type { Gap } from "./estimated-gap.ts";

export interface GapOptions extends JudgedOptions {
  /**
   * What makes a gap of its own; what is left out is averaged over. Default: scenario, model,
   * condition, outcome.
   */
  by?: readonly Column[];
  /** How the variance between wordings is estimated. Default REML. */
  method?: TauMethod;
  /** Confidence level of every interval. Default 0.95. */
  level?: number;
  /**
   * The published side against a second run of itself, from {@link aa}: said beside each gap that
   * has one.
   */
  floors?: readonly NoiseFloor[];
  /** A plan on record and what became of it: each gap says what was kept and what departed. */
  registered?: OnRecord | null;
  /**
   * What the gate said of each scenario's wordings, said beside each gap; what rows and frames know
   * of it themselves unless passed.
   */
  gate?: readonly GateFacts[];
  /** Whether perturbations count among the paraphrases; each gap then says how many did. */
  perturbations?: boolean;
}

/** Every option there is. */
export const gapOptions: OptionNames<GapOptions> = {
  by: true,
  method: true,
  level: true,
  judged: true,
  leastKappa: true,
  floors: true,
  registered: true,
  gate: true,
  perturbations: true,
};

/**
 * The gap between published and paraphrased wordings, one for each combination of the columns in
 * `by`. `ciLike`, the headline, speaks of wordings like these and is centred on `gap`, from the
 * random-effects mean; `ciThese` speaks of these paraphrases as they are and is centred on
 * `gapThese`, from their plain mean; both ask for a gap on average. Whether the published wording
 * is one more draw from the spread of wordings is another question, which only `outlierP` and
 * `rankP` answer. Everything is two-sided. Throws on data that cannot be averaged over, and on no
 * such column.
 *
 * @example
 * gap(data, { by: ["scenario", "model", "condition", "outcome"], level: 0.95 })
 */
export function gap(data: GapData, options: GapOptions = {}): Gap[] {
  checkOptions("gap", options, gapOptions);
  return estimateGroups(data, options);
}

/** {@link gap}, of a wording's rates or of their difference between levels of a column. */
export function estimateGroups(data: GapData, options: GapOptions, contrast: ContrastOf | null = null): Gap[] {
  const entering =
    options.perturbations === true ? withPerturbations(data) : { data, bases: new Map<string, string>() };
  return summariseAll(groupsOf(entering.data, options.by ?? keyColumns, contrast), options, {
    contrast,
    bases: entering.bases,
    gate: gateBeside(options.gate, data),
  });
}

/** {@link estimateGroups} of trials in typed arrays. */
export function estimateTrials(trials: Trials, options: GapOptions = {}, contrast: ContrastOf | null = null): Gap[] {
  const groups = groupsOfTrials(trials, options.by ?? keyColumns, contrast);
  return summariseAll(groups, options, { contrast, bases: new Map(), gate: gateBeside(options.gate, null) });
}

/** What was done to the data before they were grouped. */
interface Taken extends Pick<WithPerturbations, "bases"> {
  contrast: ContrastOf | null;
}

/** Beside it, what the gate said of the texts. */
interface Known extends Taken {
  gate: ReturnType<typeof gateBeside>;
}

function summariseAll(groups: readonly Group[], options: GapOptions, { gate: gateOf, ...taken }: Known): Gap[] {
  const { method = "REML", level = 0.95, floors = [] } = options;
  if (!(level > 0 && level < 1))
    throw new RangeError(`a level of ${level}: expected a number between 0 and 1, such as 0.95`);
  const found = groups.map((group) => {
    const summary = summarise(group, { method, level, ...taken });
    return {
      ...summary,
      missing: missingOf(summary),
      provisional: provisional(summary.outcome, options, summary),
      floors: floors
        .filter((floor) => samePlace(floor, summary))
        .map(({ difference, ci, floor, n }) => ({ difference, ci, floor, n })),
    };
  });
  const adjusted = adjustments(found, level);
  const controlled = found.some(({ controlFor }) => controlFor !== null);
  const gaps = found.map((each, i): Gap => {
    const compared = { ...each, adjusted: adjusted[i]! };
    const registered = options.registered ? registeredOf(options.registered, compared) : null;
    const facts = { ...compared, registered, gate: gateOf(each), lacksControl: controlled && alone(compared) };
    return { ...facts, notes: gapNotes(facts) };
  });
  for (const each of gaps) showAs(each, () => [each]);
  return showAs(gaps, () => gaps);
}

/** Whether a scenario's gap has no control beside it. */
const alone = ({ controlFor, adjusted, gap }: Pick<Gap, "controlFor" | "adjusted" | "gap">): boolean =>
  gap !== null && controlFor === null && adjusted === null;

/** All that is known of a group's gap, but what others' results say of it. */
function summarise(
  group: Group,
  { method, level, contrast, bases }: Taken & { method: TauMethod; level: number },
): Omit<Gap, "provisional" | "missing" | "floors" | "adjusted" | "registered" | "gate" | "lacksControl" | "notes"> {
  const { dropped, clustering, pooled, readOff, standIns, simulated, isDifference } = group;
  const sides = sidesOf(group);
  const normal = estimate(group, { level, method }, sides);
  return {
    ...placeOf(group),
    ...normal,
    ...predictionInterval(sides, normal.predictionInterval, { level, isDifference }),
    publishedText: publishedTextOf(group),
    publishedArm: publishedArmOf(group),
    dropped: droppedByReason(dropped),
    droppedBySide: dropped,
    method,
    level,
    simulated,
    served: group.served,
    controlFor: group.controlFor,
    headline: group.headline,
    isDifference,
    contrast,
    pooled,
    clustered: clustering !== null,
    clustering,
    readOff,
    standIns,
    smoothed: group.wordings.some(isCertain),
    perturbed: perturbedIn(group, bases),
    copies: copiesOf(group.wordings.filter(enters)),
    constant: isConstant(group.wordings.filter(enters)),
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
  const bundle = () => ({ "text/html": gapTable(gaps(), { format: "html" }), "text/plain": gapTable(gaps()) });
  return Object.defineProperty(value, Symbol.for("Jupyter.display"), { value: bundle });
}

/**
 * Whether a wording of either side shows no variance in its counts, and has no standard error of
 * its own.
 */
const isCertain = (wording: Estimand): boolean =>
  enters(wording) &&
  wording.successes !== null &&
  !Number.isNaN(wording.unit) &&
  (wording.successes === 0 || wording.successes === wording.n);

/**
 * Trials that are worth fewer draws than they are, as copies of replies; null where there are none.
 */
function copiesOf(wordings: readonly Estimand[]): Copies | null {
  const copied = wordings.filter(({ n, draws }) => n !== null && draws !== null && draws < n - 1e-9);
  const total = (name: "n" | "draws") => copied.reduce((sum, each) => sum + each[name]!, 0);
  return copied.length === 0 ? null : { wordings: copied.length, trials: total("n"), draws: total("draws") };
}

/** The perturbations among a group's paraphrases; null where there are none. */
function perturbedIn({ key, wordings }: Group, bases: Taken["bases"]): CountedPerturbations | null {
  const of = wordings.filter(enters).flatMap(({ wording }) => bases.get(textKey(key["scenario"] ?? "", wording)) ?? []);
  return of.length === 0 ? null : { wordings: of.length, bases: new Set(of).size };
}

const isConstant = (wordings: readonly Estimand[]): boolean =>
  wordings.length > 1 && wordings.every(({ rate, n }) => (n ?? 0) > 1 && (rate === 0 || rate === 1));
