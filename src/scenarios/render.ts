import { byTools, turnsByTools } from "./channel.ts";
import { conditionLabel } from "./condition.ts";
import { fill } from "./fill.ts";
import type { Input, Scenario, Turn, Wording } from "./scenario.ts";

/**
 * A wording's turns under one condition and one input, as they are sent. A turn left blank is
 * dropped. What an input says is data: a tag inside it stays text. Throws on a condition that is
 * not the scenario's, and on unknown variables.
 */
export function render(scenario: Scenario, wording: Wording, condition: Record<string, string>, input: Input): Turn[] {
  checkCondition(scenario, condition);
  const place = `${scenario.id}/${wording.file}`;
  const turns = byTools(condition) ? turnsByTools(wording) : wording.turns;
  return turns.flatMap((turn): Turn[] => {
    if (turn.kind === "reply") return [turn];
    const text = fill(turn.text, condition, input, place);
    return text.trim() === "" ? [] : [{ ...turn, text }];
  });
}

function checkCondition(scenario: Scenario, condition: Record<string, string>): void {
  const expected = scenario.factors.map((factor) => factor.id);
  const label = conditionLabel(condition);
  for (const factor of scenario.factors) {
    const levels = factor.levels.map((level) => level.id);
    if (!levels.includes(condition[factor.id] ?? ""))
      throw new Error(`${scenario.id}: condition "${label}" needs ${factor.id} to be one of ${levels.join(", ")}`);
  }
  const extra = Object.keys(condition).find((factor) => !expected.includes(factor));
  if (extra)
    throw new Error(
      `${scenario.id}: condition "${label}" has ${extra}; its factors are ${expected.join(", ") || "none"}`,
    );
}
