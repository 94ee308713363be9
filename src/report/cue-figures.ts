import type { Figure } from "../plots/figure.ts";
import { cueForest } from "../plots/figures/cue-forest.ts";
import { cueMap } from "../plots/figures/cue-map.ts";
import { cueShares } from "../plots/figures/cue-shares.ts";
import type { Names } from "../plots/names.ts";
import type { Cues } from "../stats/cues/cue-result.ts";

/**
 * Which change of a text makes the difference: effects and shares of each scenario, and a map of
 * each model and condition. Empty where nothing was found.
 */
export function cueFigures(found: readonly Cues[], names: Names): Figure[] {
  // A control stands beside its scenario's effects, and by itself where that was not run.
  const beside = new Set(found.flatMap(({ effects }) => effects.flatMap(({ control }) => control?.scenario ?? [])));
  const leading = found.filter(({ scenario }) => !beside.has(scenario));
  const scenarios = [...Map.groupBy(leading, ({ scenario }) => scenario).values()];
  return [
    ...scenarios.flatMap((all) => [
      cueForest(all, { names }),
      ...(all.some(({ shares }) => shares.length > 0) ? [cueShares(all, { names })] : []),
    ]),
    ...leading.filter(({ hasDistance }) => hasDistance).map((each) => cueMap(each, { names })),
  ];
}
