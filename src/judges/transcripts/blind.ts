import type { Plan, ReplyLine, Trial } from "../../runner/trial.ts";
import { fill } from "../../scenarios/fill.ts";
import type { Outcome } from "../../scenarios/scenario.ts";
import { namesOf } from "../asking/names-of.ts";
import { neutralizer } from "../asking/neutralize.ts";
import { notesApart, withoutThinking } from "../asking/notes-apart.ts";
import { withActs } from "../asking/with-acts.ts";

/**
 * What a person labels a trial by: nothing in it tells scenario, arm, wording, condition, model or
 * anybody's grade.
 */
export interface Blind {
  criteria: string;
  parts: { kind: "reasoning" | "reply"; name: string; text: string }[];
}

/**
 * A trial's replies, private thinking where the outcome's judge sees it, and an outcome's criteria
 * for its case, with the names hidden that judges do not see.
 */
export function blind(
  { scenarios }: Pick<Plan, "scenarios">,
  trial: Trial,
  replies: readonly ReplyLine[],
  outcome: Outcome,
): Blind {
  const scenario = scenarios.find(({ id }) => id === trial.scenario)!;
  const wording = scenario.wordings.find(({ id }) => id === trial.wording)!;
  const input = scenario.inputs.find(({ id }) => id === trial.input) ?? { id: trial.input, vars: {} };
  const { neutralize } = neutralizer(namesOf(scenario, wording, trial.model));
  const text = fill(criteriaOf(outcome), {}, input, `${scenario.id}, criteria of ${outcome.id}`);
  const apart = withActs(scenario, wording, notesApart(wording, replies));
  const parts = (hidesNotes(outcome) ? apart.map(withoutThinking) : apart).flatMap(({ turn, reply }) => [
    ...(reply.reasoning?.trim() ? [{ kind: "reasoning" as const, name: turn, text: neutralize(reply.reasoning) }] : []),
    { kind: "reply" as const, name: turn, text: neutralize(reply.text) },
  ]);
  return { criteria: neutralize(text), parts };
}

/** Whether an outcome goes by what was said alone. */
export function hidesNotes({ measure }: Outcome): boolean {
  return measure.by === "rubric" && measure.notes === "hidden";
}

/** What an outcome is labelled by: its rubric, else what its value 1 means. */
export function criteriaOf({ one, measure }: Outcome): string {
  return measure.by === "rubric" ? measure.rubric : `1 when the writer ${one}, else 0.`;
}
