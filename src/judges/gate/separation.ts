import type { RungMeasure } from "../../scenarios/gate/gate-rules.ts";
import type { Rung } from "../../scenarios/scenario.ts";
import type { WordingCheck } from "./gate.ts";

export const rungs: readonly Rung[] = ["light", "medium", "heavy"];

/** Distances from the published side, in [0, 1] or nearly; larger is further. */
const distances: Record<RungMeasure, (check: WordingCheck) => number> = {
  overlap: ({ measures }: WordingCheck) => 1 - measures.overlap,
  edit: ({ measures }: WordingCheck) => measures.edit,
  embedding: ({ measures }: WordingCheck) => measures.embedding,
};

/** Mean distance of a scenario's rungs from its published side, by one measure. */
export interface Separation {
  scenario: string;
  distance: RungMeasure;
  /** NaN where a rung has no wording, or any of them was not measured. */
  means: Record<Rung, number>;
  n: Record<Rung, number>;
  /** Whether heavy > medium > light; null where any of the three is not known. */
  separated: boolean | null;
}

/**
 * Whether the ladder's rungs are as far from the published side as their names say, by scenario and
 * measure.
 */
export function separation(checks: readonly WordingCheck[]): Separation[] {
  return [...Map.groupBy(checks, ({ scenario }) => scenario)].flatMap(([scenario, ofScenario]) =>
    (Object.keys(distances) as RungMeasure[]).map((distance) => {
      const on = (rung: Rung) => ofScenario.filter((check) => check.rung === rung).map(distances[distance]);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const means = Object.fromEntries(rungs.map((rung) => [rung, mean(on(rung))])) as Record<Rung, number>;
      const n = Object.fromEntries(rungs.map((rung) => [rung, on(rung).length])) as Record<Rung, number>;
      const { light, medium, heavy } = means;
      const known = ![light, medium, heavy].some(Number.isNaN);
      return { scenario, distance, means, n, separated: known ? heavy > medium && medium > light : null };
    }),
  );
}
