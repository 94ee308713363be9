import { rows } from "../frames/rows.ts";
import type { Results } from "../judges/grading/results.ts";
import type { Figure } from "../plots/figure.ts";
import { cueForest } from "../plots/figures/cue-forest.ts";
import { cueMap } from "../plots/figures/cue-map.ts";
import { cueShares } from "../plots/figures/cue-shares.ts";
import type { Names } from "../plots/names.ts";
import { tally } from "../runner/trials/tally.ts";
import { cues } from "../stats/cues/cues.ts";

/**
 * Which change of a text makes the difference, in the headline outcomes of runs that have
 * perturbations: effects and shares of each scenario, and a map of each model and condition. Empty
 * where no run has any.
 */
export function cueFigures(runs: readonly Results[], names: Names): Figure[] {
  const perturbed = runs
    .filter(({ run }) => tally(run.plan).some(({ trial }) => trial.arm === "perturbation"))
    .flatMap((each) => rows(each))
    .filter(({ headline }) => headline);
  if (perturbed.length === 0) return [];
  const found = cues(perturbed).filter(({ obstacle }) => obstacle === null);
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
