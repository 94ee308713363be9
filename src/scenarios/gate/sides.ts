import { publishedArms } from "../arms.ts";
import { publishedWording } from "../published.ts";
import type { Scenario, Wording } from "../scenario.ts";

/**
 * The texts of a scenario's published side: all of them, and the one that its paraphrases retell,
 * which is ours if any is.
 */
export function sidesOf(scenario: Pick<Scenario, "id" | "wordings">): { sides: Wording[]; against: Wording } {
  const sides = scenario.wordings.filter(({ arm }) => publishedArms.some((each) => each === arm));
  return { sides, against: sides.find(({ arm }) => arm !== "verbatim") ?? publishedWording(scenario) };
}
