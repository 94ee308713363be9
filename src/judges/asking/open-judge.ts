import { join } from "node:path";
import type { Model } from "../../models/model.ts";
import { ambient, modeOf } from "../../runner/ambient.ts";
import { openBudget } from "../../runner/budget.ts";
import type { Halt } from "../../runner/halt.ts";
import { openLookup } from "../../runner/lookup.ts";
import { noteFacts } from "../../runner/note-facts.ts";
import { telling } from "../../runner/progress.ts";
import { showProgress } from "../../runner/show.ts";
import { openSubjects } from "../../runner/subjects.ts";
import type { Plan, Run } from "../../runner/trial.ts";
import { askingJudge } from "./ask-judge.ts";
import type { GradeOptions } from "../grading/grade.ts";
import type { Judgement, Judgements } from "./judgements.ts";
import type { RubricQuestion } from "./rubric.ts";

/** A model that judges one run's rubric outcomes, or what else is asked of it in this form. */
export interface Judge {
  id: string;
  /** The judge's reply, or in words why there is none. Throws on a miss in replay, and when the reply cannot be kept. */
  ask(question: RubricQuestion, trial: string, outcome: string): Promise<Judgement | string>;
  /** Counts a trial as graded, for the display of progress. */
  count(): void;
  close(): Promise<void>;
}

/** Opens a judge by id, or one that is open already. Throws when it cannot answer by a schema or refuses the parameters. */
export async function openJudge(
  model: string | Model,
  { dir, plan }: { dir: string; plan: Pick<Plan, "id" | "trials"> },
  options: GradeOptions,
  judgements: Judgements,
  halt: Halt,
): Promise<Judge> {
  const id = typeof model === "string" ? model : model.id;
  const asked = { models: [id], params: options.params ?? {}, trials: [] };
  const lookup = await openLookup(modeOf(options.mode), options);
  try {
    const subjects = await openSubjects(asked, typeof model === "string" ? [] : [model], lookup);
    const subject = subjects.get(id)!;
    if (!subject.can.schema)
      throw new Error(`${id} cannot answer by a JSON schema, which judging by a rubric needs: name another judge`);
    const { budgetUsd, retry = {} } = options;
    const budget = budgetUsd === undefined ? null : openBudget(budgetUsd, judgements.usd, [id]);
    if (lookup.mode !== "replay") ambient().budget?.check([id]);
    const summary = { planned: plan.trials.length, done: 0, failed: 0, refused: 0, cached: 0, stopped: null };
    const counts: Run["summary"] = { ...summary, inputTokens: 0, outputTokens: 0, usd: 0 };
    const tell = telling(dir, counts, halt, options.onProgress ?? showProgress());
    return {
      id,
      ask: askingJudge(subject, { judgements, lookup, halt, budget, retry, counts, tell }),
      count: () => void counts.done++,
      async close() {
        counts.stopped = halt.reason;
        tell(null);
        noteFacts(plan.id, lookup.mode, join(dir, "judgements.jsonl"), judgements.cost);
        await subject.close();
        lookup.close();
      },
    };
  } catch (error) {
    lookup.close();
    throw error;
  }
}
