import type { Graded } from "../../judges/grading/graded.ts";
import type { Results } from "../../judges/grading/results.ts";
import { plainText } from "../../lib/escape.ts";
import { publishedArms } from "../../scenarios/arms.ts";
import { conditionLabel } from "../../scenarios/condition.ts";
import type { Trial } from "../../runner/trial.ts";
import { kindsIn } from "../../runner/trials/kinds-in.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { disputed, rowsOfOutcome, type Opinions } from "./all-grades.ts";
import { fields, NOT_ASKED, type Coded, type Field, type IndexTable, type OutcomeColumn } from "./index-table.ts";

const arms: readonly string[] = [...publishedArms, "edit", "paraphrase", "perturbation"];

/** Trials that differ in epoch alone. */
type Kind = Omit<Trial, "id" | "epoch">;

const labels = new WeakMap<Trial["condition"], string>();

function labelOf({ condition }: Kind): string {
  const known = labels.get(condition) ?? conditionLabel(condition);
  labels.set(condition, known);
  return known;
}

const of: Record<Exclude<Field, "status">, (kind: Kind) => string> = {
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
  const { kinds, codes: kindOf, epochs } = kindsIn(trials);
  const places = inOrder(kinds, kindOf, epochs, scenarios);
  const fieldOf = (field: Field) => {
    const { values, codes } = field === "status" ? statuses(graded) : byKind(kinds.map(of[field]), kindOf);
    return shown(values, codes, places);
  };
  const outcomes = new Map(scenarios.flatMap((scenario) => scenario.outcomes).map((each) => [each.id, each]));
  const ofOutcomes = [...outcomes.values()].map(({ id, headline }): OutcomeColumn => {
    const several = opinions.several.get(id);
    const rowOf = rowsOfOutcome(graded, id);
    const values = inList(places, (place) => {
      const row = rowOf(place);
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
    ids: idsOf(trials, places),
    epochs: inList(places, (place) => epochs[place]!),
    columns: Object.fromEntries(fields.map((field) => [field, fieldOf(field)])) as Record<Field, Coded>,
    outcomes: ofOutcomes.filter(({ values }) => values.some((value) => value !== NOT_ASKED)),
  };
  return { index, places };
}

/** Ids in the order of the list: of trials that are made when asked for, made once each. */
function idsOf(trials: readonly Trial[], places: Int32Array): string[] {
  const ids: string[] = [];
  for (const { id } of trials.values()) ids.push(id);
  return inList(places, (place) => ids[place]!);
}

/** What is said of each trial, in the order of the list: sooner than `Array.from` has it. */
function inList<T>(places: Int32Array, of: (place: number) => T): T[] {
  const all = Array<T>(places.length);
  for (let at = 0; at < all.length; at++) all[at] = of(places[at]!);
  return all;
}

/**
 * By scenario, model and condition; in each the published side first, then wording by wording in
 * the scenario's order. Kinds of trials are put in order, and trials by their kind's place in it.
 */
function inOrder(
  kinds: readonly Kind[],
  kindOf: Int32Array,
  epochs: Int32Array,
  scenarios: readonly Scenario[],
): Int32Array {
  const wordings = new Map(
    scenarios.map(({ id, wordings }) => [id, new Map(wordings.map((wording, place) => [wording.id, place]))]),
  );
  const byText = (field: Exclude<Field, "status">) => ranks(kinds.map(of[field]));
  const orders = [
    byText("scenario"),
    byText("model"),
    byText("condition"),
    kinds.map(({ arm }) => arms.indexOf(arm)),
    kinds.map(({ scenario, wording }) => wordings.get(scenario)!.get(wording)!),
    byText("input"),
  ];
  const compare = (a: number, b: number) => {
    for (const order of orders) if (order[a] !== order[b]) return order[a]! - order[b]!;
    return 0;
  };
  const sorted = [...kinds.keys()].sort(compare);
  const rankOf = new Int32Array(kinds.length);
  sorted.forEach((kind, at) => {
    const before = sorted[at - 1];
    rankOf[kind] = before !== undefined && compare(before, kind) === 0 ? rankOf[before]! : at;
  });
  const most = epochs.reduce((most, epoch) => Math.max(most, epoch), 0) + 1;
  const { length } = kindOf;
  // One number each, in which its place comes last: numbers are sorted far sooner than compared.
  const keys = new Float64Array(length);
  for (let place = 0; place < length; place++)
    keys[place] = (rankOf[kindOf[place]!]! * most + epochs[place]!) * length + place;
  keys.sort();
  const places = new Int32Array(length);
  for (let at = 0; at < length; at++) places[at] = keys[at]! % length;
  return places;
}

/** The place of each text among all different ones, in alphabetical order. */
function ranks(texts: readonly string[]): number[] {
  const sorted = new Map([...new Set(texts)].sort().map((text, place) => [text, place]));
  return texts.map((text) => sorted.get(text)!);
}

/** A column that says the same of all trials of a kind. */
function byKind(texts: readonly string[], kindOf: Int32Array): { values: string[]; codes: ArrayLike<number> } {
  const values = [...new Set(texts)];
  const codeOf = texts.map((text) => values.indexOf(text));
  return { values, codes: kindOf.map((kind) => codeOf[kind]!) };
}

function statuses({ summaries: { status } }: Graded): { values: string[]; codes: ArrayLike<number> } {
  return { values: status.values.map((value) => value ?? ""), codes: status.codes() };
}

/** A column in the order of the list, its values in order of appearance. */
function shown(values: readonly string[], codes: ArrayLike<number>, places: Int32Array): Coded {
  const found = new Int32Array(values.length).fill(-1);
  const seen: string[] = [];
  const ordered = inList(places, (place) => {
    const code = codes[place]!;
    if (found[code]! < 0) found[code] = seen.push(plainText(values[code]!)) - 1;
    return found[code]!;
  });
  return { values: seen, codes: ordered };
}
