import type { Grade } from "../judges/verdict.ts";
import type { Results } from "../judges/grading/results.ts";
import { nameOf, headOf, type Names } from "../plots/names.ts";
import { results } from "../runner/results.ts";
import type { Run, Trial, TrialResult } from "../runner/trial.ts";
import { conditionLabel } from "../scenarios/condition.ts";
import { show, type ShownTranscript } from "./transcript.ts";

/** A trial as a page shows it, folded under its title. */
export interface Conversation {
  scenario: string;
  title: string;
  facts: string;
  shown: ShownTranscript;
  /** Asked for the page alone: no number comes from it. */
  separate: boolean;
}

/**
 * The trials that a graded run's numbers come from, with their grades: the first of each wording
 * under each condition and model, in the plan's order of scenarios and wordings.
 */
export async function conversations({ run, grades }: Results, names: Names): Promise<Conversation[]> {
  const byTrial = Map.groupBy(grades, ({ trial }) => trial);
  return gathered(run, names, { separate: false, gradesOf: (id) => byTrial.get(id) ?? [] });
}

/** Trials of a run that was made to be read, and that no number comes from. */
export function separateConversations(run: Run, names: Names): Promise<Conversation[]> {
  return gathered(run, names, { separate: true, gradesOf: () => [] });
}

async function gathered(
  run: Run,
  names: Names,
  { separate, gradesOf }: { separate: boolean; gradesOf: (trial: string) => readonly Grade[] },
): Promise<Conversation[]> {
  const first = new Map<string, TrialResult>();
  for await (const result of results(run)) {
    const { scenario, wording, condition, model, elicit } = result.trial;
    const key = JSON.stringify([scenario, wording, conditionLabel(condition), model, elicit]);
    if (result.status === "done" && !first.has(key)) first.set(key, result);
  }
  const order = run.plan.scenarios.flatMap(({ id, wordings }) => wordings.map((wording) => `${id} ${wording.id}`));
  const placeOf = ({ trial }: TrialResult) => order.indexOf(`${trial.scenario} ${trial.wording}`);
  return [...first.values()]
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((result) => ({
      scenario: result.trial.scenario,
      ...titled(result.trial, names),
      shown: show(result, { grades: gradesOf(result.trial.id) }),
      separate,
    }));
}

const armWords: Record<Trial["arm"], string> = {
  verbatim: "the published text",
  recognizable: "a retelling of the published text",
  base: "the base text",
  paraphrase: "a paraphrase",
  edit: "an edit of the published side",
  perturbation: "a perturbation",
};

function titled({ scenario, wording, arm, condition, input, model, elicit }: Trial, names: Names) {
  const label = conditionLabel(condition);
  const facts = [
    armWords[arm],
    label ? nameOf(names, label, scenario) : "",
    input === "none" ? "" : `input ${input}`,
    nameOf(names, model),
    elicit === "choice" ? "forced choice" : "conversation",
  ];
  return { title: headOf(names, wording, scenario), facts: facts.filter(Boolean).join(" · ") };
}
