import { render } from "./render.ts";
import type { Input, Scenario, Wording } from "./scenario.ts";
import { withoutTags } from "./template.ts";

/**
 * All that a wording says under one condition and input, whatever the replies; a blank line between
 * turns.
 */
export function saidText(
  scenario: Scenario,
  wording: Wording,
  condition: Record<string, string>,
  input: Input = scenario.inputs[0]!,
): string {
  const turns = render(scenario, wording, condition, input);
  return turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : [])).join("\n\n");
}

/**
 * A wording's own words: what it says under any condition, without its inputs and the tags of its
 * templates.
 */
export function ownText({ turns }: Pick<Wording, "turns">): string {
  return turns.flatMap((turn) => (turn.kind === "say" ? [withoutTags(turn.text)] : [])).join("\n\n");
}
