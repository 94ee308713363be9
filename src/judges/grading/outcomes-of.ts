import type { Elicit } from "../../runner/trial.ts";
import type { Measure, Outcome, Scenario } from "../../scenarios/scenario.ts";

/** The outcomes of a scenario that a way of asking can measure. */
export function outcomesOf({ outcomes }: Pick<Scenario, "outcomes">, elicit: Elicit): Outcome[] {
  const isChoice = (measure: Measure) => measure.by === "choice" || (measure.by === "score" && measure.choice === true);
  return outcomes.filter(({ measure }) => isChoice(measure) === (elicit === "choice"));
}
