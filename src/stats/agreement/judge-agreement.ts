import { checkOptions } from "../../lib/check-options.ts";
import type { TrialSummary } from "../../judges/grading/results.ts";
import type { Label } from "../../judges/labels/labels.ts";
import type { Grade } from "../../judges/verdict.ts";
import { publishedArms } from "../../frames/published-arms.ts";
import { sideOf, type Side } from "../../frames/side.ts";
import { agreement } from "./agreement.ts";
import type { Label as Given } from "./read-grade.ts";
import { agreementTable } from "./agreement-table.ts";
import { errorsBySide } from "./errors-by-side.ts";
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

/** What was graded, and the trials that tell which grade is of which side. */
export interface GradedTrials {
  grades: readonly Grade[];
  trials?: readonly Pick<TrialSummary, "trial">[];
}

/**
 * Agreement of a run's grades with people's labels of the same trials: one entry for each outcome,
 * judge and labeller, with confusion (labels down, grades across), κ, sensitivity and specificity
 * as {@link agreement} gives them, over all and by side of the gap, where a judge that errs
 * otherwise on one side would make one, and α over all. Labels weigh by the inverse of the
 * probability that their trial was drawn with, where all say it. Unscored grades and labels of null
 * are missing, and counted; outcomes that no judge was given for are left out. Shows as a table.
 * Throws when no label is of a graded trial.
 *
 * @example
 * const labels = rows(talked)
 *   .filter(({ status }) => status === "scored")
 *   .map(({ trial, outcome, value }) => ({
 *     trial,
 *     outcome,
 *     label: value,
 *     labeller: "ada",
 *     reason: "",
 *   }));
 * stats.judgeAgreement(talked, labels)
 */
export function judgeAgreement(
  { grades, trials = [] }: GradedTrials,
  labels: readonly Label[],
  options: JudgeAgreementOptions = {},
): JudgeAgreement[] {
  const { standsFor = {}, level = 0.95 } = checkOptions("judgeAgreement", options, { standsFor: true, level: true });
  const sides = sidesOf(trials);
  const judged = grades.filter(({ judge }) => judge !== "");
  const groups = Map.groupBy(judged, ({ outcome, judge }) => JSON.stringify([outcome, judge]));
  const found = [...groups].flatMap(([key, group]): JudgeAgreement[] => {
    const [outcome, judge] = JSON.parse(key) as [string, string];
    const labelled = standsFor[outcome] ?? outcome;
    const ofOutcome = labels.filter((label) => label.outcome === labelled);
    return ofJudge(group, ofOutcome, { sides, level }).map((each) => ({ outcome, labelled, judge, ...each }));
  });
  if (found.length === 0) throw nothingInCommon(judged, labels);
  const shown = () => ({ "text/html": agreementTable(found, { format: "html" }), "text/plain": agreementTable(found) });
  return Object.defineProperty(found, Symbol.for("Jupyter.display"), { value: shown });
}

function nothingInCommon(judged: readonly Grade[], labels: readonly Label[]): Error {
  const list = (outcomes: readonly string[]) => [...new Set(outcomes)].join(", ") || "nothing";
  const [labelled, graded] = [labels, judged].map((all) => list(all.map(({ outcome }) => outcome)));
  return new Error(
    `no label is of a trial and outcome that was graded: labels are of ${labelled}, grades of ${graded}; label trials of this run, give a judge, or say which grades stand for which labels: --stands-for GRADED=LABELLED, in a notebook standsFor: { GRADED: "LABELLED" }`,
  );
}

/** One judge's grades of one outcome beside the labels of each who labelled some of them. */
function ofJudge(
  grades: readonly Grade[],
  labels: readonly Label[],
  { sides, level }: { sides: Map<string, Side>; level: number },
): Omit<JudgeAgreement, "outcome" | "labelled" | "judge">[] {
  const values = new Map(grades.map((grade) => [grade.trial, grade.status === "scored" ? grade.value : null]));
  const known = labels.filter(({ trial }) => values.has(trial));
  const people = [...Map.groupBy(known, ({ labeller }) => labeller)].map(
    ([labeller, ofLabeller]) => [labeller, new Map(ofLabeller.map(({ trial, label }) => [trial, label]))] as const,
  );
  const probabilities = new Map(known.map(({ trial, probability }) => [trial, probability]));
  const trials = [...new Set(people.flatMap(([, labelOf]) => [...labelOf.keys()]))];
  const alpha = krippendorff(
    trials.map((trial) => [values.get(trial)!, ...people.map(([, labelOf]) => labelOf.get(trial) ?? null)]),
    { level, ...drawnWith(trials, probabilities) },
  );
  return people.map(([labeller, labelOf]) => {
    const compare = (of: readonly string[]) =>
      agreement(
        of.map((trial) => values.get(trial)!),
        of.map((trial) => labelOf.get(trial)!),
        { level, ...drawnWith(of, probabilities) },
      );
    const both = [...labelOf.keys()];
    const compared = compare(both);
    const at = (label: Given, grade: Given) =>
      both.filter((trial) => labelOf.get(trial) === label && values.get(trial) === grade);
    const places = compared.labels.map((label) => compared.labels.map((grade) => at(label, grade)));
    const side = (name: Side) => ({
      ...compare(both.filter((trial) => sides.get(trial) === name)),
      drawnFrom: [...values].filter(([trial, value]) => value !== null && sides.get(trial) === name).length,
    });
    const bySide = sides.size === 0 ? null : errorsBySide(side("published"), side("paraphrase"));
    return { labeller, ...compared, trials: places, alpha, bySide };
  });
}

/** Probabilities that trials were drawn with, where all are known. */
function drawnWith(
  trials: readonly string[],
  probabilities: ReadonlyMap<string, number | undefined>,
): { probabilities?: number[] } {
  const known = trials.flatMap((trial) => probabilities.get(trial) ?? []);
  return known.length === trials.length ? { probabilities: known } : {};
}

/** On which side of the gap each trial is. */
function sidesOf(summaries: readonly Pick<TrialSummary, "trial">[]): Map<string, Side> {
  const trials = summaries.map(({ trial }) => trial);
  const publishedArmOf = publishedArms(trials);
  return new Map(
    trials.map((trial) => [trial.id, sideOf({ arm: trial.arm, published: trial.arm === publishedArmOf(trial) })]),
  );
}
