import { publishedArms } from "./arms.ts";
import type { Scenario, Wording } from "./scenario.ts";

/** The wording that stands for the published side. Throws where a scenario has none. */
export function publishedWording(scenario: Pick<Scenario, "id" | "wordings">): Wording {
  for (const arm of publishedArms) {
    const wording = scenario.wordings.find((candidate) => candidate.arm === arm);
    if (wording) return wording;
  }
  throw new Error(
    `${scenario.id} has no published side: add a wording with arm "recognizable", or "base" in a control`,
  );
}
