import { rounded } from "../../lib/number-text.ts";
import { describeDrift, type Drift } from "./describe-drift.ts";
import type { Grade } from "../verdict.ts";

/** A grading: its grades, or the results that hold them. */
export type Graded = readonly Grade[] | { grades: readonly Grade[] };

/**
 * Compares two gradings of the same trials, outcome by outcome: how many labels stayed and which
 * turned into which. An unscored trial is a label of its own. Shows as a confusion table.
 *
 * @example
 * const again = await grade(ran);
 * drift(graded, again)
 */
export function drift(before: Graded, after: Graded): Drift[] {
  const [first, second] = [before, after].map((graded) => ("grades" in graded ? graded.grades : graded)) as [
    readonly Grade[],
    readonly Grade[],
  ];
  const outcomes = [...new Set([...first, ...second].map(({ outcome }) => outcome))];
  const drifts = outcomes.map((outcome) => compare(outcome, first, second));
  return Object.defineProperty(drifts, Symbol.for("Jupyter.display"), { value: () => describeDrift(drifts) });
}

function compare(outcome: string, before: readonly Grade[], after: readonly Grade[]): Drift {
  const of = (grades: readonly Grade[]) =>
    new Map(grades.filter((grade) => grade.outcome === outcome).map((grade) => [grade.trial, grade]));
  const [first, second] = [of(before), of(after)];
  const both = [...first.keys()].filter((trial) => second.has(trial));
  const pairs = both.map((trial) => ({
    trial,
    before: labelOf(first.get(trial)!),
    after: labelOf(second.get(trial)!),
  }));
  const labels = [...new Set(pairs.flatMap((pair) => [pair.before, pair.after]))].toSorted(inOrder);
  const confusion = labels.map((a) =>
    labels.map((b) => pairs.filter((pair) => pair.before === a && pair.after === b).length),
  );
  const changed = pairs.filter((pair) => pair.before !== pair.after);
  const unmatched = first.size + second.size - 2 * both.length;
  return {
    outcome,
    judges: [judgesOf(first), judgesOf(second)],
    n: both.length,
    unmatched,
    labels,
    confusion,
    changed,
  };
}

function labelOf(grade: Grade): string {
  return grade.status === "scored" ? String(rounded(grade.value, 2)) : "unscored";
}

const inOrder = (a: string, b: string) => (a === "unscored" ? 1 : b === "unscored" ? -1 : Number(a) - Number(b));

function judgesOf(grades: Map<string, Grade>): string {
  return [...new Set([...grades.values()].map(({ judge }) => judge))].filter((judge) => judge !== "").join(", ");
}
