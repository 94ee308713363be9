import type { Arm } from "./scenario.ts";

/** Every arm there is. */
export const arms = [
  "verbatim",
  "recognizable",
  "paraphrase",
  "edit",
  "perturbation",
  "base",
] as const satisfies readonly Arm[];

/** The arms that stand for the published side: the first of them that a scenario has does. */
export const publishedArms = ["verbatim", "recognizable", "base"] as const satisfies readonly Arm[];

/**
 * Whether wordings of an arm are compared in the gap; edits and perturbations are set beside it.
 */
export const entersGap = (arm: Arm): boolean => arm !== "edit" && arm !== "perturbation";
