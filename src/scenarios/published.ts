import type { Scenario, Wording } from "./scenario.ts";

/** The wording that stands for the published side: `verbatim` where there is one, else `recognizable`, else `base`. */
export function publishedWording(scenario: Pick<Scenario, "id" | "wordings">): Wording {
  for (const arm of ["verbatim", "recognizable", "base"]) {
    const wording = scenario.wordings.find((candidate) => candidate.arm === arm);
    if (wording) return wording;
  }
  throw new Error(
    `${scenario.id} has no published side: add a wording with arm "recognizable", or "base" in a control`,
  );
}
