import type { Estimand } from "./group.ts";

/**
 * Weighs the wordings of an arm by how many trials they have, at the arm's average variance of a
 * trial, where all their trials are known; wordings with printed standard errors alone keep those.
 * A rate near 0 or 1 has the smaller sampling variance by its own estimate, so that weights from it
 * would draw the mean toward the nearer end. Source: Bakbergenuly, Hoaglin and Kulinskaya 2020, on
 * weights that depend on sample sizes only.
 */
export function weighBySize(wordings: readonly Estimand[]): Estimand[] {
  const arms = Map.groupBy(wordings, ({ arm }) => arm);
  const perTrial = new Map(
    [...arms].map(([arm, own]) => {
      const units = own.reduce((sum, { unit }) => sum + unit, 0);
      return [arm, own.reduce((sum, { weightVariance }) => sum + weightVariance, 0) / units];
    }),
  );
  return wordings.map((own) => {
    const each = perTrial.get(own.arm)!;
    return Number.isNaN(each) ? own : { ...own, weightVariance: each * own.unit };
  });
}
