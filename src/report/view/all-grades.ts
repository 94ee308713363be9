import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Grade } from "../../judges/verdict.ts";
import { readLabels } from "../../judges/labels/labels.ts";
import { readLines } from "../../lib/jsonl.ts";

/** What anybody made of one outcome of one trial: a judge, or a person who labelled it. */
export type Opinion = Grade & { person?: boolean };

/** The key of a trial's outcome in {@link allGrades}. */
export const opinionKey = (trial: string, outcome: string): string => `${trial} ${outcome}`;

/**
 * Every opinion on every outcome of a run's trials: the grades that count first, then the last one
 * of each other judge in `grades.jsonl`, then people's labels in `labels.csv`, where there are any.
 */
export async function allGrades(dir: string, current: readonly Grade[]): Promise<Map<string, Opinion[]>> {
  const found = new Map(current.map((grade) => [opinionKey(grade.trial, grade.outcome), [grade] as Opinion[]]));
  const add = (opinion: Opinion) => {
    const known = found.get(opinionKey(opinion.trial, opinion.outcome));
    if (!known || known[0]!.judge === opinion.judge) return;
    const before = known.findIndex(({ judge }) => judge === opinion.judge);
    if (before < 0) known.push(opinion);
    else known[before] = opinion;
  };
  const file = join(dir, "grades.jsonl");
  if (existsSync(file)) for await (const grade of readLines<Grade>(file)) add(grade);
  const sheet = join(dir, "labels.csv");
  const labels = existsSync(sheet) ? readLabels(sheet) : [];
  for (const { trial, outcome, label, labeller, reason } of labels) {
    const head = { trial, outcome, judge: labeller, hash: "", person: true };
    const number = typeof label === "number";
    if (number) add({ ...head, status: "scored", value: label, evidence: reason || null });
    else add({ ...head, status: "unscored", reason: label ?? (reason || "cannot tell") });
  }
  return found;
}

/** Whether those who scored it, members of panels among them, gave different values. */
export function disputed(opinions: readonly Opinion[]): boolean {
  const each = opinions.flatMap((opinion) => opinion.members ?? [opinion]);
  return new Set(each.flatMap((one) => (one.status === "scored" ? [one.value] : []))).size > 1;
}
