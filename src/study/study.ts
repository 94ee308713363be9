import { rows } from "../frames/rows.ts";
import { gateFacts } from "../judges/gate/gate-record.ts";
import { grade } from "../judges/grading/grade.ts";
import type { Results } from "../judges/grading/results.ts";
import { plan } from "../runner/plan.ts";
import type { Until } from "../runner/enough.ts";
import { run } from "../runner/run.ts";
import type { Plan, Run } from "../runner/trial.ts";
import { gap, type Gap } from "../stats/gap/gap.ts";
import { onRecord } from "./preregister.ts";
import { countsJudged } from "./arrivals.ts";
import { untilJudged } from "./until-judged.ts";
import { untilKnown } from "./until-known.ts";
import { optionsOf, type StudyOptions } from "./study-options.ts";

export type { StudyOptions };

/** A comparison from its plan to its gaps. */
export interface Study {
  plan: Plan;
  run: Run;
  results: Results;
  /**
   * paraphrase − published, one for each scenario, condition, model and outcome unless `by` says
   * otherwise.
   */
  gaps: Gap[];
}

/**
 * A whole comparison in one call: plans it, runs what is not done yet, grades every reply and
 * estimates the gaps. Asking again goes on where it stopped; an interrupt or a spent budget ends it
 * early, with `run.summary.stopped` saying why and the gaps of what there is; so does `until`, once
 * what it states is known, of outcomes that a judge grades too. Takes the options of {@link plan},
 * {@link run}, {@link grade} and {@link gap}; `budgetUsd` is for subjects and judges together.
 * Throws as those do, and on an option that none of them has.
 *
 * @example
 * const compared = await study({
 *   scenarios: ["insider-trading"], controls: true, models: ["simulated/steady"],
 *   conditions: { pressure: ["high"] }, elicit: "choice",
 * });
 * compared.gaps
 */
export async function study(options: StudyOptions): Promise<Study> {
  const { planning, running, grading, comparing } = optionsOf(options);
  const planned = plan(planning);
  const { until, judge } = options;
  const { budgetUsd } = grading;
  const steps = {
    run: (until: Until | undefined, judgesUsd = 0) =>
      run(planned, { ...running, ...less(budgetUsd, judgesUsd), ...(until && { until }) }),
    grade: (ran: Run) => grade(ran, { ...grading, ...less(budgetUsd, ran.summary.usd ?? 0) }),
  };
  const { run: ran, results } =
    typeof until !== "function" && until && judge !== undefined && countsJudged(planned, until.outcomes)
      ? await untilJudged(planned, until, steps)
      : await once(until && (typeof until === "function" ? until : untilKnown(planned, until)), steps);
  const gaps = gap(rows(results), { registered: onRecord(ran), gate: gateFacts(planned.scenarios), ...comparing });
  const result: Study = { plan: planned, run: ran, results, gaps };
  const shown = () => (gaps as unknown as Record<symbol, () => unknown>)[display]!();
  return Object.defineProperty(result, display, { value: shown });
}

const display = Symbol.for("Jupyter.display");

async function once(
  until: Until | undefined,
  steps: { run(until: Until | undefined): Promise<Run>; grade(run: Run): Promise<Results> },
): Promise<{ run: Run; results: Results }> {
  const ran = await steps.run(until);
  return { run: ran, results: await steps.grade(ran) };
}

/**
 * What is left of the budget, for the models or for the judges, when the others have had theirs.
 */
const less = (budgetUsd: number | undefined, spent: number): { budgetUsd?: number } =>
  budgetUsd === undefined ? {} : { budgetUsd: Math.max(0, budgetUsd - spent) };
