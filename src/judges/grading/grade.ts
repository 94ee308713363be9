import { checkOptions } from "../../lib/check-options.ts";
import { checkRun } from "../../runner/check-run.ts";
import type { Run } from "../../runner/trial.ts";
import { gradeOptions, type GradeOptions } from "./grade-options.ts";
import { gradeRun } from "./grade-run.ts";
import type { Results } from "./results.ts";

/**
 * Grades every trial of a run on every outcome that its way of asking can measure: patterns and
 * forced choices from the replies, rubrics by the judge, which is asked each question once, ever
 * (`judgements.jsonl` in the run's folder). New grades are appended to `grades.jsonl`; those of a
 * large run are kept as columns, too, and brought up to date by what is new. What a judge
 * does not settle is unscored, with the reason. Throws when the judge cannot take `params` or a
 * schema, on a miss in replay, and when a judgement cannot be written.
 *
 * @example
 * await grade(ran)
 */
export async function grade(planned: Run, options: GradeOptions = {}): Promise<Results> {
  checkRun(planned, "grade");
  checkOptions("grade", options, gradeOptions);
  return gradeRun(planned, options);
}
