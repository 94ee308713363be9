import { publishedArms } from "../scenarios/arms.ts";
import type { Arm } from "../scenarios/scenario.ts";

/**
 * The arm that stands for the published side of one scenario, given the arms that were run:
 * verbatim, else recognizable, else (in a control) base; null where only paraphrases or edits were
 * run.
 */
export function publishedArm(arms: Iterable<Arm>): Arm | null {
  const present = new Set(arms);
  return publishedArms.find((arm) => present.has(arm)) ?? null;
}

/**
 * The arms that a gap is between, by the names that a file of cells or a results frame has for
 * them.
 */
export const comparedArms: readonly string[] = ["published", ...publishedArms, "paraphrase"];
