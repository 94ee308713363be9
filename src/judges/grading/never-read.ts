import { whole } from "../../lib/number-text.ts";
import { alikeGrades } from "./alike-grades.ts";
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
export function neverRead(results: Pick<Results, "run" | "trials" | "grades">): NeverRead[] {
  const counts = new Map<string, [zeros: number, ones: number, all: number]>();
  for (const { scenario, outcome, judge, scored, count: more } of alikeGrades(results)) {
    if (judge !== "pattern") continue;
    const key = JSON.stringify([scenario, outcome]);
    const count = counts.get(key) ?? [0, 0, 0];
    if (scored !== null) count[scored === "1" ? 1 : 0] += more;
    count[2] += more;
    counts.set(key, count);
  }
  return results.run.plan.scenarios.flatMap(({ id, outcomes }) =>
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
