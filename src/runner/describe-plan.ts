import { whole } from "../lib/number-text.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Plan } from "./trial.ts";
import type { Recipe } from "./trials/recipe.ts";

/**
 * What a plan asks, a line for each scenario: `insider-trading: 10 wordings (1 recognizable, 9
 * paraphrase), 2 conditions, 6 inputs, choice × 2`; how many trials it is, of whom, and its id.
 */
export function describePlan({ id, seed, models, scenarios, trials }: Plan, asked: Recipe["scenarios"]): string {
  const lines = scenarios.map((scenario, at) => {
    const { conditions, elicits } = asked[at]!;
    const parts = [
      wordingsOf(scenario),
      counted(conditions.length, "condition"),
      counted(Math.max(1, scenario.inputs.length), "input"),
      elicits.map(({ elicit, epochs }) => (epochs === 1 ? elicit : `${elicit} × ${epochs}`)).join(" and "),
    ];
    return `${scenario.id}: ${parts.join(", ")}`;
  });
  return [
    `${counted(trials.length, "trial")} of ${models.join(", ")}`,
    ...lines,
    `seed ${seed}, plan ${id.slice(0, 12)}`,
  ].join("\n");
}

function wordingsOf({ wordings }: Scenario): string {
  const arms = Map.groupBy(wordings, ({ arm }) => arm);
  const each = [...arms].map(([arm, of]) => `${of.length} ${arm}`).join(", ");
  return `${counted(wordings.length, "wording")} (${each})`;
}

const counted = (count: number, of: string): string => `${whole(count)} ${of}${count === 1 ? "" : "s"}`;
