import { fixed, interval } from "../../lib/number-text.ts";
import type { Interval } from "../numbers/interval.ts";

/**
 * Why a result is provisional: a judge of its outcome that a labeller agrees with too little, or
 * not tellably.
 */
export interface Provisional {
  outcome: string;
  judge: string;
  labeller: string;
  /** Trials that both graded. */
  n: number;
  /** null where one label throughout, or no trial in common, leaves κ untold. */
  kappa: { estimate: number; ci: Interval } | null;
  /** What κ had to reach. */
  leastKappa: number;
}

/** In words: why a result is provisional. */
export function provisionalNote({ outcome, judge, labeller, n, kappa, leastKappa }: Provisional): string {
  const who = `provisional: of ${outcome}, judge ${judge} and labeller ${labeller} agree`;
  if (kappa === null) return `${who} on one label throughout, or on nothing (n = ${n}): κ cannot be told`;
  const ci = interval(kappa.ci, (end) => fixed(end, 2));
  return `${who} by κ ${fixed(kappa.estimate, 2)} ${ci} (n = ${n}), below ${leastKappa}`;
}
