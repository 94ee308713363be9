import type { Graded } from "../../judges/grading/graded.ts";
import type { Results } from "../../judges/grading/results.ts";
import { plainText } from "../../lib/escape.ts";
import { publishedArms } from "../../scenarios/arms.ts";
import { conditionLabel } from "../../scenarios/condition.ts";
import type { Trial } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { disputed, rowsOf, type Opinions } from "./all-grades.ts";
import { fields, NOT_ASKED, type Coded, type Field, type IndexTable, type OutcomeColumn } from "./index-table.ts";

const arms: readonly string[] = [...publishedArms, "edit", "paraphrase", "perturbation"];

const labels = new WeakMap<Trial["condition"], string>();

function labelOf({ condition }: Trial): string {
  const known = labels.get(condition) ?? conditionLabel(condition);
  labels.set(condition, known);
  return known;
}

const of: Record<Exclude<Field, "status">, (trial: Trial) => string> = {
  scenario: ({ scenario }) => scenario,
  model: ({ model }) => model,
  condition: labelOf,
  arm: ({ arm }) => arm,
  wording: ({ wording }) => wording,
  input: ({ input }) => (input === "none" ? "" : input),
};

/** The list of a run's trials, and the place in the plan of each. */
export interface Listed {
  index: IndexTable;
  places: Int32Array;
}

/**
 * The list of a graded run's trials: by scenario, model and condition, in each the published side
 * first, then wording by wording. `opinions` are as {@link allGrades} gives them.
 */
export function makeIndex({ run, stopped }: Results, graded: Graded, opinions: Opinions): Listed {
  const { trials, scenarios } = run.plan;
  const all = trials.length === 0 ? [] : [...trials.values()];
  const fieldOf = (field: Field) => (field === "status" ? statuses(graded) : coded(all, of[field]));
  const columns = Object.fromEntries(fields.map((field) => [field, fieldOf(field)])) as Record<Field, Coded>;
  const places = inOrder(all, columns, scenarios);
  const rowOf = rowsOf(graded);
  const outcomes = new Map(scenarios.flatMap((scenario) => scenario.outcomes).map((each) => [each.id, each]));
  const ofOutcomes = [...outcomes.values()].map(({ id, headline }): OutcomeColumn => {
    const several = opinions.several.get(id);
    const values = Array.from(places, (place) => {
      const row = rowOf(place, id);
      return row < 0 ? NOT_ASKED : graded.gradeColumns.value.get(row);
    });
    const differ =
      several === undefined
        ? []
        : [...places.keys()].filter((at) => several.has(places[at]!) && disputed(opinions.of(places[at]!, id)));
    return { id, headline, values, disputed: differ };
  });
  const simulated = run.plan.models.filter((model) => model.startsWith("simulated/"));
  const { planned, done, failed } = run.summary;
  const index = {
    run: plainText(run.dir),
    notes: [
      ...(simulated.length > 0 ? [`Simulated, not a model: ${simulated.join(", ")}.`] : []),
      ...(done < planned ? [`${planned - done} of ${planned} trials are not complete (${failed} failed).`] : []),
      ...(stopped ? [`Judging stopped: ${stopped}.`] : []),
    ].map(plainText),
    ids: Array.from(places, (place) => all[place]!.id),
    epochs: Array.from(places, (place) => all[place]!.epoch),
    columns: Object.fromEntries(fields.map((field) => [field, shown(columns[field], places)])) as Record<Field, Coded>,
    outcomes: ofOutcomes.filter(({ values }) => values.some((value) => value !== NOT_ASKED)),
  };
  return { index, places };
}

/**
 * By scenario, model and condition; in each the published side first, then wording by wording in
 * the scenario's order. Each trial's place in every order is worked out once.
 */
function inOrder(trials: readonly Trial[], columns: Record<Field, Coded>, scenarios: readonly Scenario[]): Int32Array {
  const wordings = new Map(
    scenarios.map(({ id, wordings }) => [id, new Map(wordings.map((wording, place) => [wording.id, place]))]),
  );
  const byText = (field: Field) => ranks(columns[field]);
  const orders = [
    byText("scenario"),
    byText("model"),
    byText("condition"),
    Int32Array.from(trials, ({ arm }) => arms.indexOf(arm)),
    Int32Array.from(trials, ({ scenario, wording }) => wordings.get(scenario)!.get(wording)!),
    byText("input"),
    Int32Array.from(trials, ({ epoch }) => epoch),
  ];
  return Int32Array.from(trials.keys()).sort((a, b) => {
    for (const order of orders) if (order[a] !== order[b]) return order[a]! - order[b]!;
    return a - b;
  });
}

/** The place of each text among all different ones, in alphabetical order. */
function ranks({ values, codes }: Coded): Int32Array {
  const sorted = new Map([...values].sort().map((text, place) => [text, place]));
  const rankOf = values.map((text) => sorted.get(text)!);
  return Int32Array.from(codes, (code) => rankOf[code]!);
}

function coded(trials: readonly Trial[], textOf: (trial: Trial) => string): Coded {
  const known = new Map<string, number>();
  const values: string[] = [];
  const codes = trials.map((trial) => {
    const text = textOf(trial);
    const code = known.get(text) ?? values.push(text) - 1;
    known.set(text, code);
    return code;
  });
  return { values, codes };
}

function statuses({ summaries: { status } }: Graded): Coded {
  return { values: status.values.map((value) => value ?? ""), codes: Array.from(status.codes()) };
}

/** A column in the order of the list, its values in order of appearance. */
function shown({ values, codes }: Coded, places: Int32Array): Coded {
  const known = new Map<number, number>();
  const ordered = Array.from(places, (place) => {
    const code = codes[place]!;
    const found = known.get(code) ?? known.size;
    known.set(code, found);
    return found;
  });
  return { values: [...known.keys()].map((code) => plainText(values[code]!)), codes: ordered };
}
