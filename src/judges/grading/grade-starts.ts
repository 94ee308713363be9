import { tally } from "../../runner/trials/tally.ts";
import type { Plan, Trial } from "../../runner/trial.ts";
import { outcomesOf } from "./outcomes-of.ts";

/** Where each trial's grades are among all of a plan's, in its order. */
export interface GradeStarts {
  /** Of all trials. */
  count: number;
  /** Of the first grade of the trial at a place; `count` behind the last one. */
  of(place: number): number;
  /** The place of the trial that a grade is of. */
  trialOf(grade: number): number;
}

/**
 * Counts the grades of a plan's trials, one for each outcome that its way of asking can measure.
 */
export function gradeStarts({ trials, scenarios }: Plan): GradeStarts {
  const known = new Map<string, number>();
  const countOf = ({ scenario, elicit }: Pick<Trial, "scenario" | "elicit">): number => {
    const key = `${scenario} ${elicit}`;
    const there = known.get(key);
    if (there !== undefined) return there;
    const found = outcomesOf(
      scenarios.find(({ id }) => id === scenario)!,
      elicit,
    ).length;
    known.set(key, found);
    return found;
  };
  const counts = new Set<number>();
  for (const { trial } of tally({ trials })) counts.add(countOf(trial));
  const [each = 0] = counts;
  if (counts.size <= 1)
    return {
      count: trials.length * each,
      of: (place) => place * each,
      trialOf: (grade) => Math.floor(grade / each),
    };
  const starts = new Float64Array(trials.length + 1);
  for (const [place, trial] of trials.entries()) starts[place + 1] = starts[place]! + countOf(trial);
  return {
    count: starts.at(-1)!,
    of: (place) => starts[place]!,
    trialOf(grade) {
      let [low, high] = [0, trials.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= grade) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
