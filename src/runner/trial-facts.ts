import type { TrialFacts } from "../models/model.ts";
import type { Perturbation, Scenario, Wording } from "../scenarios/scenario.ts";
import { letterOfOne } from "./choice.ts";
import type { Trial } from "./trial.ts";

/**
 * What a simulated subject is told about one call of a trial. The headline outcome decides what
 * counts as 1.
 */
export function trialFacts(trial: Trial, scenario: Scenario, wording: Wording, turn: string): TrialFacts {
  const { arm, condition, input, epoch } = trial;
  const { perturbation } = wording;
  const reads = scenario.outcomes.flatMap(({ headline, measure }) =>
    measure.by === "pattern" && measure.reply === turn ? [{ headline, one: measure.one }] : [],
  );
  return {
    scenario: scenario.id,
    arm,
    wording: wording.id,
    condition,
    input,
    epoch,
    turn,
    examples: wording.examples[turn] ?? {},
    ones: (reads.find((read) => read.headline) ?? reads[0])?.one ?? [],
    one: trial.elicit === "choice" ? letterOfOne(turn) : null,
    ...(perturbation && {
      perturbation: factsOf(perturbation),
    }),
  };
}

const factsOf = ({ base, baseArm, levels, changed }: Perturbation): NonNullable<TrialFacts["perturbation"]> => ({
  baseArm: baseArm ?? base,
  levels,
  changed: changed ?? [],
});
