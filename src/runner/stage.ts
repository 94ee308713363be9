import { conditionLabel } from "../scenarios/condition.ts";
import { render } from "../scenarios/render.ts";
import type { Scenario, Turn, Wording } from "../scenarios/scenario.ts";
import { nextAsk, type Ask } from "./script.ts";
import type { Plan, ReplyLine, Trial } from "./trial.ts";

/** What a trial is played from. */
export interface Stage {
  scenario: Scenario;
  wording: Wording;
  /** As rendered for the trial's condition and input. */
  turns: Turn[];
}

const kept = 2048;

/** What of a trial says what it is played from. */
type Staged = Pick<Trial, "scenario" | "wording" | "condition" | "input">;

const byPlan = new WeakMap<Plan, (trial: Staged) => Stage>();

/**
 * Finds what each trial of a plan is played from, the same stages for whoever asks of the same
 * plan. Throws on a trial that names what the plan does not have.
 */
export function stages(plan: Plan): (trial: Staged) => Stage {
  const stageOf = byPlan.get(plan) ?? open(plan);
  byPlan.set(plan, stageOf);
  return stageOf;
}

function open(plan: Plan): (trial: Staged) => Stage {
  const recent = new Map<string, Stage>();
  const scenarios = new Map(plan.scenarios.map((scenario) => [scenario.id, scenario]));
  return (trial) => {
    const key = `${trial.scenario}\n${trial.wording}\n${conditionLabel(trial.condition)}\n${trial.input}`;
    let stage = recent.get(key);
    if (stage === undefined) {
      const scenario = scenarios.get(trial.scenario);
      const wording = scenario?.wordings.find(({ id }) => id === trial.wording);
      const input = scenario?.inputs.find(({ id }) => id === trial.input);
      if (!scenario || !wording || !input)
        throw new Error(`a trial is of ${trial.scenario}/${trial.wording}/${trial.input}: not in the plan`);
      stage = { scenario, wording, turns: render(scenario, wording, trial.condition, input) };
      recent.set(key, stage);
      if (recent.size > kept) recent.delete(recent.keys().next().value as string);
    }
    return stage;
  };
}

/** What a trial has left to ask after these replies, or null when it is complete. */
export function nextOf(stage: Stage, trial: Pick<Trial, "elicit">, replies: ReplyLine[]): Ask | null {
  return nextAsk(trial.elicit, stage.wording, stage.turns, replies);
}
