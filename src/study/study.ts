import { rows } from "../frames/rows.ts";
import { gateFacts } from "../judges/gate/gate-record.ts";
import { grade } from "../judges/grading/grade.ts";
import type { Results } from "../judges/grading/results.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import type { Plan, Run } from "../runner/trial.ts";
import { gap, type Gap } from "../stats/gap/gap.ts";
import { onRecord } from "./preregister.ts";
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
 * what it states is known. Takes the options of {@link plan}, {@link run}, {@link grade} and {@link
 * gap}; `budgetUsd` is for subjects and judges together. Throws as those do, and on an option that
 * none of them has.
 */
export async function study(options: StudyOptions): Promise<Study> {
  const { planning, running, grading, comparing } = optionsOf(options);
  const planned = plan(planning);
  const { until } = options;
  const ran = await run(planned, {
    ...running,
    ...(until && { until: typeof until === "function" ? until : untilKnown(planned, until) }),
  });
  const results = await grade(ran, { ...grading, ...left(grading.budgetUsd, ran) });
  const gaps = gap(rows(results), { registered: onRecord(ran), gate: gateFacts(planned.scenarios), ...comparing });
  const result: Study = { plan: planned, run: ran, results, gaps };
  const shown = () => (gaps as unknown as Record<symbol, () => unknown>)[display]!();
  return Object.defineProperty(result, display, { value: shown });
}

const display = Symbol.for("Jupyter.display");

/** What the run has left of the budget, for the judges. */
function left(budgetUsd: number | undefined, { summary }: Run): { budgetUsd?: number } {
  return budgetUsd === undefined ? {} : { budgetUsd: Math.max(0, budgetUsd - (summary.usd ?? 0)) };
}
