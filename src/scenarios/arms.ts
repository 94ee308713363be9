import type { Arm } from "./scenario.ts";

/** The arms that stand for the published side: the first of them that a scenario has does. */
export const publishedArms: readonly Arm[] = ["verbatim", "recognizable", "base"];

/**
 * Whether wordings of an arm are compared in the gap; edits and perturbations are set beside it.
 */
export const entersGap = (arm: Arm): boolean => arm !== "edit" && arm !== "perturbation";
