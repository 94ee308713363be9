import { checkOptions } from "../../lib/check-options.ts";
import type { Model } from "../../models/model.ts";
import { showProgress } from "../../runner/show.ts";
import type { Run } from "../../runner/trial.ts";
import type { Inquiry } from "../asking/inquiry.ts";
import { openJudge, type Judge } from "../asking/open-judge.ts";
import type { GradeOptions } from "./grade-options.ts";
import type { Panel } from "./panel.ts";

/**
 * Opens each judge; they are closed with `cleanup`. Of what may still be spent each has an equal
 * share. Throws when one is named twice, cannot answer by a schema or refuses the parameters.
 */
export async function openPanel(
  models: readonly (string | Model)[],
  run: Run,
  options: GradeOptions,
  inquiry: Inquiry,
  cleanup: AsyncDisposableStack,
): Promise<Panel> {
  const ids = models.map((model) => (typeof model === "string" ? model : model.id));
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new Error(`judge ${twice} is named twice: name each member of a panel once`);
  const { by = "majority", seed = 1 } = checkOptions("panel", options.panel ?? {}, { by: true, seed: true });
  const { budgetUsd } = options;
  const share = budgetUsd === undefined ? {} : { budgetUsd: shareOf(budgetUsd, inquiry.judgements.usd, models.length) };
  const task = { plan: run.plan, onProgress: options.onProgress ?? showProgress() };
  const judges: Judge[] = [];
  for (const model of models) {
    const judge = await openJudge(model, inquiry, { ...options, ...share }, task);
    cleanup.defer(() => judge.close());
    judges.push(judge);
  }
  return { judges, by, seed };
}

function shareOf(budgetUsd: number, spent: number, members: number): number {
  return members < 2 ? budgetUsd : spent + Math.max(budgetUsd - spent, 0) / members;
}
