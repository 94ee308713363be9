import type { Scenario, Turn } from "../../scenarios/scenario.ts";
import { sampleScenario } from "../sample.ts";

/** Test support: a sample whose instructions are as long as some of the published ones. */
export function lengthy(k: number, characters: number): Scenario {
  const scenario = sampleScenario(k);
  const longer = (turn: Turn): Turn =>
    turn.kind === "say" && turn.role === "system"
      ? { ...turn, text: `${turn.text} ${"Weigh it. ".repeat(characters / 10)}` }
      : turn;
  return {
    ...scenario,
    wordings: scenario.wordings.map((wording) => ({ ...wording, turns: wording.turns.map(longer) })),
  };
}
