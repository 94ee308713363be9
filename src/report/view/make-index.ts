import type { Results, TrialSummary } from "../../judges/grading/results.ts";
import { plainText } from "../../lib/escape.ts";
import { publishedArms } from "../../scenarios/arms.ts";
import { conditionLabel } from "../../scenarios/condition.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { disputed, opinionKey, type Opinion } from "./all-grades.ts";
import { fields, NOT_ASKED, type Coded, type Field, type IndexTable, type OutcomeColumn } from "./index-table.ts";

const arms: readonly string[] = [...publishedArms, "edit", "paraphrase", "perturbation"];

const of: Record<Field, (summary: TrialSummary) => string> = {
  scenario: ({ trial }) => trial.scenario,
  model: ({ trial }) => trial.model,
  condition: ({ trial }) => conditionLabel(trial.condition),
  arm: ({ trial }) => trial.arm,
  wording: ({ trial }) => trial.wording,
  input: ({ trial }) => (trial.input === "none" ? "" : trial.input),
  status: ({ status }) => status,
};

/**
 * The list of a graded run's trials: by scenario, model and condition, in each the published side
 * first, then wording by wording. `opinions` are as {@link allGrades} gives them.
 */
export function makeIndex({ run, trials, stopped }: Results, opinions: Map<string, Opinion[]>): IndexTable {
  const sorted = inOrder(trials, run.plan.scenarios);
  const outcomes = new Map(run.plan.scenarios.flatMap((scenario) => scenario.outcomes).map((each) => [each.id, each]));
  const columns = [...outcomes.values()].map(({ id, headline }): OutcomeColumn => {
    const sortedOpinions = sorted.map(({ trial }) => opinions.get(opinionKey(trial.id, id)));
    const values = sortedOpinions.map((all) =>
      all === undefined ? NOT_ASKED : all[0]!.status === "scored" ? all[0]!.value : null,
    );
    const differ = sortedOpinions.flatMap((all, place) => (all !== undefined && disputed(all) ? [place] : []));
    return { id, headline, values, disputed: differ };
  });
  const simulated = run.plan.models.filter((model) => model.startsWith("simulated/"));
  const { planned, done, failed } = run.summary;
  return {
    run: plainText(run.dir),
    notes: [
      ...(simulated.length > 0 ? [`Simulated, not a model: ${simulated.join(", ")}.`] : []),
      ...(done < planned ? [`${planned - done} of ${planned} trials are not complete (${failed} failed).`] : []),
      ...(stopped ? [`Judging stopped: ${stopped}.`] : []),
    ].map(plainText),
    ids: sorted.map(({ trial }) => trial.id),
    epochs: sorted.map(({ trial }) => trial.epoch),
    columns: Object.fromEntries(fields.map((field) => [field, coded(sorted.map(of[field]))])) as Record<Field, Coded>,
    outcomes: columns.filter(({ values }) => values.some((value) => value !== NOT_ASKED)),
  };
}

/**
 * By scenario, model and condition; in each the published side first, then wording by wording in
 * the scenario's order. Each trial's place in every order is worked out once.
 */
function inOrder(trials: readonly TrialSummary[], scenarios: readonly Scenario[]): TrialSummary[] {
  const places = new Map(
    scenarios.flatMap(({ id, wordings }) => wordings.map((wording, place) => [`${id}/${wording.id}`, place] as const)),
  );
  const byText = (field: Field) => ranks(trials.map(of[field]));
  const orders = [
    byText("scenario"),
    byText("model"),
    byText("condition"),
    Int32Array.from(trials, ({ trial }) => arms.indexOf(trial.arm)),
    Int32Array.from(trials, ({ trial }) => places.get(`${trial.scenario}/${trial.wording}`)!),
    byText("input"),
    Int32Array.from(trials, ({ trial }) => trial.epoch),
  ];
  const sorted = Int32Array.from(trials.keys()).sort((a, b) => {
    for (const order of orders) if (order[a] !== order[b]) return order[a]! - order[b]!;
    return a - b;
  });
  return Array.from(sorted, (place) => trials[place]!);
}

/** The place of each text among all different ones, in alphabetical order. */
function ranks(texts: readonly string[]): Int32Array {
  const places = new Map([...new Set(texts)].sort().map((text, place) => [text, place]));
  return Int32Array.from(texts, (text) => places.get(text)!);
}

function coded(texts: string[]): Coded {
  const places = new Map<string, number>();
  const codes = texts.map((text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, places.size);
    return places.size - 1;
  });
  return { values: [...places.keys()].map(plainText), codes };
}
