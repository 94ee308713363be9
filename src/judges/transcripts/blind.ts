import type { Plan, ReplyLine, Trial } from "../../runner/trial.ts";
import { fill, lacking } from "../../scenarios/fill.ts";
import type { Input, Outcome, Scenario, Wording } from "../../scenarios/scenario.ts";
import { lackingFacts } from "../../scenarios/lacking-facts.ts";
import { parseTemplate } from "../../scenarios/template.ts";
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
  /** What stands in this trial's case for each tag of the scenario's criteria. */
  facts: { tag: string; text: string }[];
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
  const place = `${scenario.id}, criteria of ${outcome.id}`;
  const criteria = criteriaOf(outcome);
  // What nobody knows of an input from elsewhere, or a wording does not tell, stands open.
  const isOpen = lacking(criteria, input).length > 0 || lackingFacts(criteria, wording).length > 0;
  const text = neutralize(isOpen ? criteria : fill(criteria, {}, input, place, wording.facts));
  const facts = factsOf(scenario, input, wording).map(({ tag, text }) => ({ tag, text: neutralize(text) }));
  const apart = withActs(scenario, wording, notesApart(wording, replies));
  const parts = (hidesNotes(outcome) ? apart.map(withoutThinking) : apart).flatMap(({ turn, reply }) => [
    ...(reply.reasoning?.trim() ? [{ kind: "reasoning" as const, name: turn, text: neutralize(reply.reasoning) }] : []),
    { kind: "reply" as const, name: turn, text: neutralize(reply.text) },
  ]);
  return { criteria: text, facts, parts };
}

/** What stands for each tag of a scenario's criteria, where there is something. */
function factsOf({ outcomes }: Scenario, { vars }: Input, { facts = {} }: Wording): Blind["facts"] {
  const criteria = outcomes.flatMap(({ measure }) => (measure.by === "rubric" ? [measure.rubric] : []));
  const tags = new Set(criteria.flatMap((text) => [...parseTemplate(text).names]));
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(vars)) values.set(`input.${name}`, value);
  for (const [name, [first]] of Object.entries(facts)) values.set(`facts.${name}`, first!);
  return [...tags].flatMap((tag) => (values.has(tag) ? [{ tag, text: values.get(tag)! }] : []));
}

/** Whether an outcome goes by what was said alone. */
export function hidesNotes({ measure }: Outcome): boolean {
  return measure.by === "rubric" && measure.notes === "hidden";
}

/** What an outcome is labelled by: its rubric, else what its value 1 means. */
export function criteriaOf({ one, measure }: Outcome): string {
  return measure.by === "rubric" ? measure.rubric : `1 when the writer ${one}, else 0.`;
}
