import { rows } from "../frames/rows.ts";
import type { Results } from "../judges/grading/results.ts";
import { tally } from "../runner/trials/tally.ts";
import type { Cues } from "../stats/cues/cue-result.ts";
import { cues } from "../stats/cues/cues.ts";

/**
 * Effects of single changes on the headline outcomes of runs that have perturbations, where they
 * can be told. Empty where no run has any.
 */
export function cuesOf(runs: readonly Results[]): Cues[] {
  const perturbed = runs
    .filter(({ run }) => tally(run.plan).some(({ trial }) => trial.arm === "perturbation"))
    .flatMap((each) => rows(each))
    .filter(({ headline }) => headline);
  return perturbed.length === 0 ? [] : cues(perturbed).filter(({ obstacle }) => obstacle === null);
}
