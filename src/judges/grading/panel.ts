import type { Judge } from "../asking/open-judge.ts";
import type { PanelRule } from "./combine.ts";

export interface PanelOptions {
  /** "majority". */
  by?: PanelRule;
  /** Of the order and form in which each member sees each question; 1. */
  seed?: number;
}

/** Who judges rubric outcomes: nobody, one judge, or several that are asked apart. */
export interface Panel {
  judges: Judge[];
  by: PanelRule;
  seed: number;
}

/**
 * What a panel's grades name as their judge: the one id, or all of them with the rule; "" for
 * nobody.
 */
export function panelName({ judges, by }: Panel): string {
  return judges.length < 2 ? (judges[0]?.id ?? "") : `${by} of ${judges.map(({ id }) => id).join(", ")}`;
}
