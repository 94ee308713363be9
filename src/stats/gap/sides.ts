import type { Estimand, Group } from "../groups/group.ts";
import type { PublishedIs } from "../notes/gap-notes.ts";
import { covariances, isSteadied } from "./covariances.ts";

/** The two sides of a group, with the variances that every estimate of it is made of. */
export interface Sides {
  published: Estimand[];
  paraphrases: Estimand[];
  /** What wordings that share inputs have in common. */
  shared: ReturnType<typeof covariances>;
  clustered: boolean;
  /** What weighs the paraphrases, and whether sampling errors are known. */
  known: boolean;
  variances: number[];
  /** Whether the published side's error is that of one success and one failure more. */
  steadied: boolean;
  publishedIs: PublishedIs | null;
}

export function sidesOf(group: Group): Sides {
  const published = group.wordings.filter((wording) => wording.published);
  const paraphrases = group.wordings.filter(({ arm }) => arm === "paraphrase");
  const shared = covariances(group);
  return {
    published,
    paraphrases,
    shared,
    clustered: group.clustering !== null,
    ...samplingVariances(paraphrases, shared.among),
    steadied: group.clustering === null && published.some(isSteadied),
    publishedIs: publishedIs(published),
  };
}

function publishedIs(published: readonly Estimand[]): PublishedIs | null {
  if (published.length === 0) return null;
  if (published.every(({ arm }) => arm !== "recognizable" && arm !== "base")) return "text";
  return published.length === 1 ? "one retelling" : "retellings";
}

/**
 * What weighs wordings: their own variances less what shared inputs do to all alike; all zero if
 * one is unknown.
 */
export function samplingVariances(wordings: readonly Estimand[], among: number) {
  const known = wordings.every(({ weightVariance }) => !Number.isNaN(weightVariance));
  return { known, variances: wordings.map((wording) => (known ? Math.max(wording.weightVariance - among, 0) : 0)) };
}
