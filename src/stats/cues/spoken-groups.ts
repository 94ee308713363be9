import type { Factor } from "../groups/factor.ts";
import type { Trials } from "../groups/trials.ts";
import { ofTrials, type PerturbedGroup } from "./perturbed-groups.ts";

/** What subjects say of their situation, as columns have it, and what counts as saying it. */
export const spoken = {
  recognised: (said: string) => said !== "no",
  evalAware: (said: string) => said === "evaluation",
} as const;

export type Spoken = keyof typeof spoken;

/**
 * The same trials with what was said as their outcome, each trial once; a trial in which nothing
 * was said, or a forced choice, is unscored. Empty where there is no such column.
 */
export function spokenGroups(found: Trials, by: readonly string[], what: Spoken): PerturbedGroup[] {
  const column = found.factors[what];
  if (column === undefined) return [];
  const counts = column.levels.map((said) => (said === "" ? NaN : Number(spoken[what](said))));
  const value = new Float64Array(found.size);
  for (let row = 0; row < found.size; row++) value[row] = found.measured[row] === 1 ? NaN : counts[column.codes[row]!]!;
  const constant = (level: string): Factor => ({ codes: new Int32Array(found.size), levels: [level] });
  const factors = {
    ...found.factors,
    outcome: constant(what),
    judge: constant("pattern"),
    reason: constant("nothing said"),
  };
  return ofTrials({ ...found, factors, value }, by);
}
