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
    [...arms].map(([arm, ofArm]) => {
      const units = ofArm.reduce((sum, { unit }) => sum + unit, 0);
      return [arm, ofArm.reduce((sum, { weightVariance }) => sum + weightVariance, 0) / units];
    }),
  );
  return wordings.map((wording) => {
    const each = perTrial.get(wording.arm)!;
    return Number.isNaN(each) ? wording : { ...wording, weightVariance: each * wording.unit };
  });
}
