import type { Run } from "../../runner/trial.ts";
import type { Grade } from "../verdict.ts";
import type { Results, TrialSummary } from "./results.ts";

/** Summaries and grades of a run's trials, in the plan's order whatever order they come in. */
export interface Graded {
  put(summary: TrialSummary, grades: Grade[]): void;
  trials(): TrialSummary[];
  grades(): Grade[];
  /** The grades that were put. */
  fresh(): Grade[];
}

/** A table of a run's grades that has those of earlier results, if any, until others are put. */
export function openGraded({ plan }: Run, before: Results | null): Graded {
  const places = new Map(plan.trials.map(({ id }, place) => [id, place]));
  const trials: TrialSummary[] = before === null ? [] : [...before.trials];
  const grades: Grade[][] = [];
  for (const grade of before?.grades ?? []) {
    const place = places.get(grade.trial)!;
    if (grades[place]?.push(grade) === undefined) grades[place] = [grade];
  }
  const fresh = new Set<number>();
  return {
    put(summary, ofTrial) {
      const place = places.get(summary.trial.id)!;
      trials[place] = summary;
      grades[place] = ofTrial;
      fresh.add(place);
    },
    trials: () => trials,
    grades: () => grades.flat(),
    fresh: () => [...fresh].toSorted((a, b) => a - b).flatMap((place) => grades[place]!),
  };
}
