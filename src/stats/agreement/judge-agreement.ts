import type { Grade } from "../../judges/verdict.ts";
import type { Label } from "../../judges/labels/labels.ts";
import { agreement, type Label as Given } from "./agreement.ts";
import { agreementTable } from "./agreement-table.ts";
import { krippendorff } from "./krippendorff.ts";
import type { JudgeAgreement } from "./outcome-agreement.ts";

export type { JudgeAgreement } from "./outcome-agreement.ts";

export interface JudgeAgreementOptions {
  /**
   * Labelled outcomes by the graded outcome that they are compared with: `{threatens:
   * "blackmailed"}`.
   */
  standsFor?: Record<string, string>;
  level?: number;
}

/**
 * Agreement of a run's grades with people's labels of the same trials: one entry for each outcome,
 * judge and labeller, with confusion (labels down, grades across), κ, sensitivity and specificity
 * as {@link agreement} gives them, and α over all. Unscored grades and labels of null are missing,
 * and counted; outcomes that no judge was given for are left out. Shows as a table. Throws when no
 * label is of a graded trial.
 */
export function judgeAgreement(
  { grades }: { grades: readonly Grade[] },
  labels: readonly Label[],
  { standsFor = {}, level = 0.95 }: JudgeAgreementOptions = {},
): JudgeAgreement[] {
  const found: JudgeAgreement[] = [];
  const judged = grades.filter(({ judge }) => judge !== "");
  const groups = Map.groupBy(judged, ({ outcome, judge }) => JSON.stringify([outcome, judge]));
  for (const [key, group] of groups) {
    const [outcome, judge] = JSON.parse(key) as [string, string];
    const labelled = standsFor[outcome] ?? outcome;
    const values = new Map(group.map((grade) => [grade.trial, grade.status === "scored" ? grade.value : null]));
    const people = Map.groupBy(
      labels.filter((label) => label.outcome === labelled && values.has(label.trial)),
      ({ labeller }) => labeller,
    );
    const trials = [...new Set([...people.values()].flat().map(({ trial }) => trial))];
    const byPerson = [...people].map(
      ([labeller, own]) => [labeller, new Map(own.map(({ trial, label }) => [trial, label]))] as const,
    );
    const alpha = krippendorff(
      trials.map((trial) => [values.get(trial)!, ...byPerson.map(([, own]) => own.get(trial) ?? null)]),
      { level },
    );
    for (const [labeller, own] of byPerson) {
      const both = [...own.keys()];
      const given = both.map((trial) => values.get(trial)!);
      const reference = both.map((trial) => own.get(trial)!);
      const made = agreement(given, reference, { level });
      const at = (label: Given, grade: Given) => both.filter((_, i) => reference[i] === label && given[i] === grade);
      const places = made.labels.map((label) => made.labels.map((grade) => at(label, grade)));
      found.push({ outcome, labelled, judge, labeller, ...made, trials: places, alpha });
    }
  }
  if (found.length === 0)
    throw new Error("no label is of a trial and outcome that was graded: label trials of this run, or see standsFor");
  const shown = () => ({ "text/html": agreementTable(found, { format: "html" }), "text/plain": agreementTable(found) });
  return Object.defineProperty(found, Symbol.for("Jupyter.display"), { value: shown });
}
