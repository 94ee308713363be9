import { publishedArms } from "../../scenarios/arms.ts";
import type { Row } from "../../frames/row.ts";
import type { CsvCell } from "../csv/csv-cell.ts";

/** A trial and outcome, or a wording's rate: what a gap is made of. */
export type Datum = Row | CsvCell;

/** One option of a choice: its name, and what of the data it takes. */
export interface Option {
  name: string;
  /** Whether it takes all conditions together, with equal weight. */
  pools?: true;
  take(data: readonly Datum[]): readonly Datum[];
}

const isCell = (datum: Datum): datum is CsvCell => "se" in datum;

/** A column of the format or, in a file, of its own; "" where there is none. */
export const columnOf = (datum: Datum, name: string): string =>
  String((datum as unknown as Record<string, unknown>)[name] ?? (isCell(datum) ? datum.extra[name] : "") ?? "");

const everything: Option["take"] = (data) => data;

/** Which text stands for the published side: each arm that could. */
export function publishedOptions(data: readonly Datum[]): Option[] {
  const arms = ["published", ...publishedArms].filter((arm) => data.some((datum) => datum.arm === arm));
  if (arms.length < 2) return [{ name: arms[0] ?? "none", take: everything }];
  return arms.map((arm) => ({
    name: arm,
    take: (all) => all.flatMap((datum) => standing(datum, arm, arms)),
  }));
}

/** The datum with `arm` for the published side; without those that would otherwise stand for it. */
function standing(datum: Datum, arm: string, arms: readonly string[]): Datum[] {
  if (arms.includes(datum.arm) && datum.arm !== arm) return [];
  if (!isCell(datum)) return [{ ...datum, published: datum.arm === arm }];
  const extra = Object.fromEntries(Object.entries(datum.extra).filter(([name]) => name !== "published"));
  return [{ ...datum, extra }];
}

/** Who judged: each judge by itself, where several judged the same. */
export function judgeOptions(data: readonly Datum[]): Option[] {
  const judges = [...new Set(data.map((datum) => columnOf(datum, "judge")))].filter(Boolean).sort();
  if (judges.length < 2) return [{ name: judges[0] ?? "not said", take: everything }];
  return judges.map((judge) => ({
    name: judge,
    take: (all) => all.filter((datum) => columnOf(datum, "judge") === judge),
  }));
}

/** Each condition by itself. */
export function conditionOptions(data: readonly Datum[]): Option[] {
  const found = [...new Set(data.map(({ condition }) => condition))].sort();
  if (found.length < 2) return [{ name: found[0] || "the only one", take: everything }];
  return found.map((condition) => ({
    name: condition || "none",
    take: (all) => all.filter((datum) => datum.condition === condition),
  }));
}

/** Trials that some leave out, and others keep. */
export const usualExclusions: Record<string, (row: Row) => boolean> = {
  "without refusals": ({ stop }) => stop === "refusal",
  "without replies cut off": ({ stop }) => stop === "length",
  "without trials that the subject took for an evaluation": ({ evalAware }) => evalAware === "evaluation",
};

/**
 * What is left out: nothing; each kind of trial in `exclusions` that there is; and where
 * paraphrases are on several rungs, the rungs one by one. Only what leaves out some of the scored
 * data. Throws where two would have one name.
 */
export function exclusionOptions(
  data: readonly Datum[],
  exclusions: Readonly<Record<string, (row: Row) => boolean>>,
): Option[] {
  const scored = data.filter((datum) => isCell(datum) || !Number.isNaN(datum.value));
  const rungs = [...new Set(scored.filter(({ arm }) => arm === "paraphrase").map((datum) => columnOf(datum, "rung")))];
  const byRung = rungs.length < 2 ? [] : rungs.filter(Boolean).sort();
  const kinds: [string, (datum: Datum) => boolean][] = [
    ...Object.entries(exclusions).map(([name, out]): [string, (datum: Datum) => boolean] => [
      name,
      (datum) => !isCell(datum) && out(datum),
    ]),
    ...byRung.map((rung): [string, (datum: Datum) => boolean] => [
      `without ${rung} paraphrases`,
      (datum) => datum.arm === "paraphrase" && columnOf(datum, "rung") === rung,
    ]),
  ];
  const names = ["none", ...kinds.map(([name]) => name)];
  const taken = names.find((name, i) => names.indexOf(name) < i);
  if (taken !== undefined)
    throw new Error(`exclusions: "${taken}" is the name of another choice: give what you leave out a name of its own`);
  const options = kinds
    .filter(([, out]) => scored.some(out))
    .map(([name, out]) => ({ name, take: (all: readonly Datum[]) => all.filter((datum) => !out(datum)) }));
  return [{ name: "none", take: everything }, ...options];
}
