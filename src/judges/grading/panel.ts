import type { Model } from "../../models/model.ts";
import type { Halt } from "../../runner/halt.ts";
import type { Run } from "../../runner/trial.ts";
import type { PanelRule } from "./combine.ts";
import type { GradeOptions } from "./grade.ts";
import type { Judgements } from "../asking/judgements.ts";
import { openJudge, type Judge } from "../asking/open-judge.ts";

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

/** What a panel's grades name as their judge: the one id, or all of them with the rule; "" for nobody. */
export function panelName({ judges, by }: Panel): string {
  return judges.length < 2 ? (judges[0]?.id ?? "") : `${by} of ${judges.map(({ id }) => id).join(", ")}`;
}

/**
 * Opens each judge; they are closed with `cleanup`. Of what may still be spent each has an equal share. Throws when one
 * is named twice, cannot answer by a schema or refuses the parameters.
 */
export async function openPanel(
  models: readonly (string | Model)[],
  run: Run,
  options: GradeOptions,
  judgements: Judgements,
  halt: Halt,
  cleanup: AsyncDisposableStack,
): Promise<Panel> {
  const ids = models.map((model) => (typeof model === "string" ? model : model.id));
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new Error(`judge ${twice} is named twice: name each member of a panel once`);
  const { by = "majority", seed = 1 } = options.panel ?? {};
  const { budgetUsd } = options;
  const share = budgetUsd === undefined ? {} : { budgetUsd: shareOf(budgetUsd, judgements.usd, models.length) };
  const judges: Judge[] = [];
  for (const model of models) {
    const judge = await openJudge(model, run, { ...options, ...share }, judgements, halt);
    cleanup.defer(() => judge.close());
    judges.push(judge);
  }
  return { judges, by, seed };
}

function shareOf(budgetUsd: number, spent: number, members: number): number {
  return members < 2 ? budgetUsd : spent + Math.max(budgetUsd - spent, 0) / members;
}
