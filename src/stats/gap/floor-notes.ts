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
      const points = (value: number) => (100 * value + 0).toFixed(1).replace("-", "−");
      const counts = n.includes(null) ? "" : ` (n = ${n.join(" and ")})`;
      const head = `A/A: a second run of the published text differs from the first by ${points(difference)} points`;
      if (ci === null || floor === null) return [`${head}${counts}, with no noise to measure between them`];
      return [
        `${head} [${ci.map(points).join(", ")}]${counts}; a gap within ± ${points(floor)} points may be noise alone`,
      ];
    });
}
