import type { Model } from "../../models/model.ts";
import type { Run } from "../../runner/trial.ts";
import type { GradeOptions } from "./grade-options.ts";
import { grade } from "./grade.ts";
import type { Results } from "./results.ts";

/**
 * Grades a run's stored transcripts again, by another judge, another panel, other parameters or, with
 * `options.criteria`, other rubrics and patterns. No subject model is asked anything. What a judge has answered before
 * about the same words is not asked again. Null: no judge, for outcomes that need none. Compare by {@link drift}.
 */
export function regrade(
  run: Run,
  judge: string | Model | readonly (string | Model)[] | null,
  options: Omit<GradeOptions, "judge"> = {},
): Promise<Results> {
  return grade(run, { ...options, ...(judge !== null && { judge }) });
}
