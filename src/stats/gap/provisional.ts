import { fixed, interval } from "../../lib/number-text.ts";
import type { JudgeAgreement } from "../agreement/judge-agreement.ts";

/** How a gap's note begins whose judge is not known to be good enough; figures look for it. */
export const PROVISIONAL = "provisional: ";

/** κ below which a judge's gaps are provisional: what Landis and Koch (1977) call substantial agreement begins here. */
export const leastKappa = 0.61;

/** Those of a result's notes that call it provisional. */
export const provisionalOf = ({ notes }: { notes: readonly string[] }): string[] =>
  notes.filter((note) => note.startsWith(PROVISIONAL));

/**
 * A note for each judge and labeller of an outcome whose κ is below the threshold, or could not be told; none for an
 * outcome that nobody has labelled.
 */
export function provisionalNotes(
  outcome: string,
  judged: readonly Pick<JudgeAgreement, "outcome" | "judge" | "labeller" | "n" | "kappa">[],
  threshold: number = leastKappa,
): string[] {
  const own = judged.filter((each) => each.outcome === outcome && each.judge !== "");
  return own.flatMap(({ judge, labeller, n, kappa }) => {
    const who = `${PROVISIONAL}of ${outcome}, judge ${judge} and labeller ${labeller} agree`;
    if (kappa === null) return [`${who} on one label throughout, or on nothing (n = ${n}): κ cannot be told`];
    if (kappa.estimate >= threshold) return [];
    const ci = interval(kappa.ci, (end) => fixed(end, 2));
    return [`${who} by κ ${fixed(kappa.estimate, 2)} ${ci} (n = ${n}), below ${threshold}`];
  });
}
