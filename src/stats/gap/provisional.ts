import type { JudgeAgreement } from "../agreement/judge-agreement.ts";
import type { Provisional } from "../notes/provisional-note.ts";

/**
 * κ below which a judge's gaps are provisional: what Landis and Koch (1977) call substantial
 * agreement begins here.
 */
export const leastKappa = 0.61;

/** What judges' agreement with people's labels is told by, and how much of it is asked. */
export interface JudgedOptions {
  /**
   * Agreement of judges with people's labels: results of an outcome whose κ is below `leastKappa`,
   * 0.61, say so.
   */
  judged?: readonly Pick<JudgeAgreement, "outcome" | "judge" | "labeller" | "n" | "kappa">[];
  leastKappa?: number;
}

/**
 * Each judge and labeller of an outcome whose κ is below the threshold, or could not be told; none
 * for an outcome that nobody has labelled.
 */
export function provisional(
  outcome: string,
  { judged = [], leastKappa: threshold = leastKappa }: JudgedOptions,
): Provisional[] {
  return judged
    .filter((each) => each.outcome === outcome && each.judge !== "")
    .filter(({ kappa }) => kappa === null || kappa.estimate < threshold)
    .map(({ judge, labeller, n, kappa }) => ({
      outcome,
      judge,
      labeller,
      n,
      kappa: kappa && { estimate: kappa.estimate, ci: kappa.ci },
      leastKappa: threshold,
    }));
}
