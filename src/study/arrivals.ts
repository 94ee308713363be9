import { publishedArms } from "../frames/published-arms.ts";
import { sideOf, type Side } from "../frames/side.ts";
import { gradeAtOnce, needsNoJudge } from "../judges/grading/grade-at-once.ts";
import { summarize } from "../judges/grading/results-of.ts";
import type { Elicit, Plan, Trial, TrialResult } from "../runner/trial.ts";
import { tally } from "../runner/trials/tally.ts";
import { conditionLabel } from "../scenarios/condition.ts";
import type { Outcome, Scenario } from "../scenarios/scenario.ts";
import { openRounds, type Rounds } from "../stats/gap/rounds.ts";
import { isAlike } from "../stats/groups/trials.ts";

/** One gap to be, with the rounds of its trials that have come. */
export interface Arriving {
  rounds: Rounds;
  /** Whether the plan has what a rate or the gap takes. */
  asks(what: "gap" | "published" | "paraphrase"): boolean;
}

export interface Arrivals {
  places: Arriving[];
  /** A trial that ended; it counts once all before it, of its wording, have ended too. */
  add(result: TrialResult): void;
}

/** How a trial's value on an outcome is come by: NaN where it is unscored, or not complete. */
export type ValueOf = (scenario: Scenario, outcome: Outcome, result: TrialResult) => number;

/**
 * Graded trials as they come, by scenario, model, condition and outcome, in the plan's order
 * whatever order they come in. Exact copies of a reply count once, as in {@link sequence}. Without
 * `valueOf` they are graded at once, which throws on outcomes that a judge grades; and on ones that
 * there are not.
 */
export function openArrivals(plan: Plan, names: readonly string[] | undefined, valueOf?: ValueOf): Arrivals {
  checkNames(plan, names);
  if (valueOf === undefined) checkJudged(plan, names);
  const gradeOf = valueOf ?? gradeAtOnce;
  const scenarios = new Map(plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const publishedArmOf = publishedArms(tally(plan).map(({ trial }) => trial));
  const sideIn = (trial: Trial) => sideOf({ published: trial.arm === publishedArmOf(trial), arm: trial.arm });
  const places: Arriving[] = [];
  const laneOf = new Map<string, Lane>();
  for (const trials of Map.groupBy(plan.trials, placeKey).values()) {
    const { scenario: id, elicit } = trials[0]!;
    const scenario = scenarios.get(id)!;
    const outcomes = outcomesOf(scenario, elicit, names);
    const wordings = [...Map.groupBy(trials, ({ arm, wording }) => `${arm}/${wording}`).values()];
    const sides = wordings.map(([first]) => sideIn(first!));
    const all = outcomes.map(() => openRounds(sides));
    places.push(...all.map((rounds) => ({ rounds, asks: asking(sides) })));
    wordings.forEach((members, wording) => {
      const put = openLane(members, (values) => addScored(all, wording, values));
      for (const trial of members) laneOf.set(trial.id, { scenario, outcomes, put });
    });
  }
  return {
    places,
    add(result) {
      const { scenario, outcomes, put } = laneOf.get(result.trial.id)!;
      const values = outcomes.map((outcome) => gradeOf(scenario, outcome, result));
      put(result, values, copyOf(scenario, plan, result));
    },
  };
}

/** Puts what was scored, of each outcome, in that outcome's rounds. */
function addScored(all: readonly Rounds[], wording: number, values: readonly number[]): void {
  for (const [i, value] of values.entries()) if (!Number.isNaN(value)) all[i]!.add(wording, value);
}

interface Lane {
  scenario: Scenario;
  outcomes: Outcome[];
  put(result: TrialResult, values: number[], copy: string | null): void;
}

const placeKey = ({ scenario, model, condition, elicit }: Trial): string =>
  JSON.stringify([scenario, model, conditionLabel(condition), elicit]);

const asking =
  (sides: readonly Side[]): Arriving["asks"] =>
  (what) =>
    what === "gap" ? sides.includes("published") && sides.includes("paraphrase") : sides.includes(what);

/** The trials of one wording, of which each gives its values once those before it have. */
function openLane(trials: readonly Trial[], give: (values: number[]) => void): Lane["put"] {
  const placeOf = new Map(trials.map(({ id }, place) => [id, place]));
  const come: ({ values: number[]; copy: string | null } | undefined)[] = trials.map(() => undefined);
  const seen = new Set<string>();
  let next = 0;
  return ({ trial }, values, copy) => {
    come[placeOf.get(trial.id)!] = { values, copy };
    for (let each = come[next]; each !== undefined; each = come[++next]) {
      if (each.copy !== null && seen.has(each.copy)) continue;
      if (each.copy !== null) seen.add(each.copy);
      give(each.values);
    }
  };
}

/** What an exact copy of the reply shares with it; null where a repeat is a draw of its own. */
function copyOf(scenario: Scenario, plan: Plan, result: TrialResult): string | null {
  const { trial } = result;
  const { replyHash, replyLength } = summarize(scenario, result);
  const facts = {
    simulated: trial.model.startsWith("simulated/"),
    measured: trial.elicit === "choice",
    temperature: plan.params.temperature ?? NaN,
    length: replyLength ?? NaN,
  };
  return replyHash !== null && isAlike(facts) ? `${trial.input} ${replyHash}` : null;
}

/** The outcomes that count: those named, else the headline ones, else all that can be measured. */
function outcomesOf(scenario: Scenario, elicit: Elicit, names: readonly string[] | undefined): Outcome[] {
  const able = ableOf(scenario, elicit);
  const headline = able.filter((outcome) => outcome.headline);
  if (names !== undefined) return able.filter(({ id }) => names.includes(id));
  return headline.length > 0 ? headline : able;
}

const ableOf = ({ outcomes }: Scenario, elicit: Elicit): Outcome[] =>
  outcomes.filter(({ measure }) => (measure.by === "choice") === (elicit === "choice"));

/** Whether any outcome that counts is graded by a judge. */
export const countsJudged = (plan: Plan, names: readonly string[] | undefined): boolean =>
  judgedIn(plan, names) !== null;

function judgedIn(plan: Plan, names: readonly string[] | undefined) {
  const ways = new Map(
    tally(plan).map(({ trial: { scenario, elicit } }) => [`${scenario} ${elicit}`, { id: scenario, elicit }]),
  );
  for (const { id, elicit } of ways.values()) {
    const scenario = plan.scenarios.find((each) => each.id === id)!;
    const outcome = outcomesOf(scenario, elicit, names).find((each) => !needsNoJudge(each));
    if (outcome !== undefined) return { scenario, elicit, outcome };
  }
  return null;
}

function checkJudged(plan: Plan, names: readonly string[] | undefined): void {
  const judged = judgedIn(plan, names);
  if (judged === null) return;
  const { scenario, elicit, outcome } = judged;
  throw new Error(
    `until counts outcomes as replies come, and ${scenario.id}'s "${outcome.id}" is graded by a judge afterwards: name outcomes that patterns or forced choices measure${suggestion(ableOf(scenario, elicit))}, give a study its judge, which then grades at every look, or run without until`,
  );
}

function suggestion(able: readonly Outcome[]): string {
  const ids = able.filter(needsNoJudge).map(({ id }) => id);
  return ids.length === 0 ? "" : ` (${ids.join(", ")})`;
}

function checkNames({ scenarios }: Plan, names: readonly string[] | undefined): void {
  const known = [...new Set(scenarios.flatMap(({ outcomes }) => outcomes.map(({ id }) => id)))];
  const strange = names?.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new Error(`until: no outcome "${strange}" in this plan: expected ${known.join(", ")}`);
}
