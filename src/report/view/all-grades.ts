import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import type { Graded } from "../../judges/grading/graded.ts";
import type { Grade } from "../../judges/verdict.ts";
import { readLabels } from "../../judges/labels/labels.ts";
import { lazy } from "../../lib/lazy.ts";
import { readLines } from "../../lib/jsonl.ts";

/** What anybody made of one outcome of one trial: a judge, or a person who labelled it. */
export type Opinion = Grade & { person?: boolean };

/** Every opinion on every outcome of a run's trials. */
export interface Opinions {
  /** The grade that counts first; none where the trial was not asked for the outcome. */
  of(place: number, outcome: string): Opinion[];
  /** Places in the plan, by outcome, of the trials that have more opinions than one, or members. */
  several: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * The opinions on a graded run: the grades that count first, then the last one of each other judge
 * in `grades.jsonl`, then people's labels in `labels.csv`, where there are any. Of a large run no
 * more is held than what others than the grades that count say.
 */
export async function allGrades(dir: string, graded: Graded): Promise<Opinions> {
  const { plan, starts, gradeColumns } = graded;
  const rowOf = rowsOf(graded);
  const gradeAt = graded.gradeAt;
  const others = new Map<number, Opinion[]>();
  const add = (row: number, opinion: Opinion) => {
    if (gradeColumns.judge.get(row) === opinion.judge) return;
    const known = others.get(row) ?? [];
    const before = known.findIndex(({ judge }) => judge === opinion.judge);
    if (before < 0) known.push(opinion);
    else known[before] = opinion;
    others.set(row, known);
  };
  const places = lazy(() => new Map(plan.trials.values().map(({ id }, place) => [id, place])));
  const addTo = (opinion: Opinion) => {
    const place = places().get(opinion.trial);
    const row = place === undefined ? -1 : rowOf(place, opinion.outcome);
    if (row >= 0) add(row, opinion);
  };
  const file = join(dir, "grades.jsonl");
  if (existsSync(file) && !(await hasNoOthers(file, graded)))
    for await (const grade of readLines<Grade>(file)) addTo(grade);
  const sheet = join(dir, "labels.csv");
  for (const { trial, outcome, label, labeller, reason } of existsSync(sheet) ? readLabels(sheet) : []) {
    const head = { trial, outcome, judge: labeller, hash: "", person: true };
    if (typeof label === "number") addTo({ ...head, status: "scored", value: label, evidence: reason || null });
    else addTo({ ...head, status: "unscored", reason: label ?? (reason || "cannot tell") });
  }
  const several = new Map<string, Set<number>>();
  const note = (row: number) => {
    const outcome = gradeColumns.outcome.get(row)!;
    (several.get(outcome) ?? several.set(outcome, new Set()).get(outcome)!).add(starts.trialOf(row));
  };
  for (const row of others.keys()) note(row);
  if (gradeColumns.members.values.length > 1)
    for (let row = 0; row < starts.count; row++) if (gradeColumns.members.get(row) !== null) note(row);
  return {
    several,
    of(place, outcome) {
      const row = rowOf(place, outcome);
      return row < 0 ? [] : [gradeAt(row, plan.trials[place]!.id), ...(others.get(row) ?? [])];
    },
  };
}

/** Finds the grade of an outcome of the trial at a place; −1 where it was not asked for it. */
function rowsOf(graded: Graded) {
  const finders = new Map<string, (place: number) => number>();
  return (place: number, outcome: string): number => {
    const find = finders.get(outcome) ?? rowsOfOutcome(graded, outcome);
    finders.set(outcome, find);
    return find(place);
  };
}

/** {@link rowsOf} of one outcome. */
export function rowsOfOutcome({ starts, gradeColumns }: Graded, outcome: string): (place: number) => number {
  const code = gradeColumns.outcome.values.indexOf(outcome);
  const codes = gradeColumns.outcome.codes();
  return (place) => {
    for (let row = starts.of(place); row < starts.of(place + 1); row++) if (codes[row] === code) return row;
    return -1;
  };
}

/**
 * Whether a file of grades has those that count and no others: it has as many lines, and when they
 * were saved each was there once.
 */
async function hasNoOthers(file: string, { isSaved, starts, gradeColumns }: Graded): Promise<boolean> {
  if (!isSaved) return false;
  let count = 0;
  for (let row = 0; row < starts.count; row++) if (gradeColumns.hash.get(row) !== "") count++;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count--;
  return count === 0;
}

/** Whether those who scored it, members of panels among them, gave different values. */
export function disputed(opinions: readonly Opinion[]): boolean {
  const each = opinions.flatMap((opinion) => opinion.members ?? [opinion]);
  return new Set(each.flatMap((one) => (one.status === "scored" ? [one.value] : []))).size > 1;
}
