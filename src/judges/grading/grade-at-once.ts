import type { TrialResult } from "../../runner/trial.ts";
import type { Outcome, Scenario } from "../../scenarios/scenario.ts";
import { judgeChoice } from "./choice.ts";
import { judgePattern } from "./pattern.ts";

/** Whether an outcome is read off a reply by itself, with no judge to be asked. */
export const needsNoJudge = ({ measure }: Pick<Outcome, "measure">): boolean =>
  measure.by === "pattern" || measure.by === "choice";

/**
 * What a complete trial comes to on an outcome that needs no judge; NaN where it is unscored, or
 * not complete.
 */
export function gradeAtOnce(scenario: Scenario, { measure }: Outcome, { trial, status, replies }: TrialResult): number {
  const wording = scenario.wordings.find(({ id }) => id === trial.wording);
  if (status !== "done" || wording === undefined || measure.by === "rubric" || measure.by === "score") return NaN;
  const verdict = measure.by === "choice" ? judgeChoice(replies) : judgePattern(wording, measure, replies);
  return verdict.status === "scored" ? verdict.value : NaN;
}
