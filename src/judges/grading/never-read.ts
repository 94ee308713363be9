import { whole } from "../../lib/number-text.ts";
import type { Results } from "./results.ts";

/** A side of an outcome that no reply was read as by its patterns. */
export interface NeverRead {
  scenario: string;
  outcome: string;
  /** The readings that count as this side. */
  readings: readonly string[];
  /** Replies that were read as the other side, or as nothing. */
  replies: number;
}

/** Replies below which it tells nothing that none was read as one side. */
const few = 10;

/**
 * Sides of outcomes graded by patterns that not one of ten replies or more was read as: nobody did
 * so, or the pattern does not know how they say it.
 */
export function neverRead({ run, trials, grades }: Pick<Results, "run" | "trials" | "grades">): NeverRead[] {
  const scenarioOf = new Map(trials.map(({ trial }) => [trial.id, trial.scenario]));
  const counts = new Map<string, [zeros: number, ones: number, all: number]>();
  for (const grade of grades) {
    if (grade.judge !== "pattern") continue;
    const key = JSON.stringify([scenarioOf.get(grade.trial), grade.outcome]);
    const count = counts.get(key) ?? [0, 0, 0];
    if (grade.status === "scored") count[grade.value === 1 ? 1 : 0]++;
    count[2]++;
    counts.set(key, count);
  }
  return run.plan.scenarios.flatMap(({ id, outcomes }) =>
    outcomes.flatMap(({ id: outcome, measure }): NeverRead[] => {
      const [zeros, ones, replies] = counts.get(JSON.stringify([id, outcome])) ?? [0, 0, 0];
      if (measure.by !== "pattern" || replies < few) return [];
      const sides = [ones === 0 ? measure.one : [], zeros === 0 ? measure.zero : []];
      return sides
        .filter((readings) => readings.length > 0)
        .map((readings) => ({ scenario: id, outcome, readings, replies }));
    }),
  );
}

/** In words, for whoever reads the grades. */
export const neverReadNote = ({ scenario, outcome, readings, replies }: NeverRead): string =>
  `${scenario}, ${outcome}: none of ${whole(replies)} replies reads as ${readings.join(" or ")}; nobody did so, or its pattern does not know how they say it: read some (parallax view)`;
