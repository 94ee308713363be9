import { inPercent, interval } from "../../lib/number-text.ts";
import type { NoiseFloor } from "./aa.ts";
import type { Gap } from "./gap.ts";

/** A note for each A/A of the same scenario, condition, model and outcome: what is between two runs of one text. */
export function floorNotes(
  gap: Pick<Gap, "scenario" | "condition" | "model" | "outcome">,
  floors: readonly NoiseFloor[],
): string[] {
  const names = ["scenario", "condition", "model", "outcome"] as const;
  return floors
    .filter((floor) => names.every((name) => floor[name] === gap[name]))
    .flatMap(({ difference, ci, floor, n }) => {
      if (difference === null) return [];
      const counts = n.includes(null) ? "" : ` (n = ${n.join(" and ")})`;
      const head = `A/A: a second run of the published text differs from the first by ${inPercent(difference)} points`;
      if (ci === null || floor === null) return [`${head}${counts}, with no noise to measure between them`];
      return [`${head} ${interval(ci)}${counts}; a gap within ± ${inPercent(floor)} points may be noise alone`];
    });
}
