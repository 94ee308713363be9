import type { Estimand, Group } from "../groups/group.ts";
import { covariances, isSteadied } from "./covariances.ts";

/** The two sides of a group, with the variances that every estimate of it is made of. */
export interface Sides {
  published: Estimand[];
  paraphrases: Estimand[];
  /** What wordings that share inputs have in common. */
  shared: ReturnType<typeof covariances>;
  /** What weighs the paraphrases, and whether sampling errors are known. */
  known: boolean;
  variances: number[];
  /** Whether the published side's error is that of one success and one failure more. */
  steadied: boolean;
}

export function sidesOf(group: Group): Sides {
  const published = group.wordings.filter((wording) => wording.published);
  const paraphrases = group.wordings.filter(({ arm }) => arm === "paraphrase");
  const shared = covariances(group);
  return {
    published,
    paraphrases,
    shared,
    ...samplingVariances(paraphrases, shared.among),
    steadied: group.clustering === null && published.some(isSteadied),
  };
}

/**
 * What weighs wordings: their own variances less what shared inputs do to all alike; all zero if
 * one is unknown.
 */
export function samplingVariances(wordings: readonly Estimand[], among: number) {
  const known = wordings.every(({ weightVariance }) => !Number.isNaN(weightVariance));
  return { known, variances: wordings.map((own) => (known ? Math.max(own.weightVariance - among, 0) : 0)) };
}
