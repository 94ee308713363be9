import type { GapFacts } from "./gap-notes.ts";

/**
 * In words: the method behind an estimated gap's headline, or why there is only the difference of
 * two rates.
 */
export function howMade({
  k,
  method,
  bySize,
  clustered,
}: Pick<GapFacts, "clustered"> & { k: number; method: string; bySize: boolean | null }): string {
  const trials = clustered || !bySize ? "" : "; trials of a wording taken as independent";
  if (k === 1) return `method: the difference of two rates, for exactly these wordings, since K = 1${trials}`;
  return (
    `method: random effects over wordings (${method}, weighed by their ${bySize ? "trials" : "standard errors"}), Hartung–Knapp standard error, ` +
    `the published wording's sampling error added, Satterthwaite df${trials}`
  );
}
