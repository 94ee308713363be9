import type { Run } from "../../runner/trial.ts";
import type { Label } from "./labels.ts";

/** Labels of no trial, by the outcome that they name. */
export type Unmatched = Record<string, number>;

/**
 * Counts labels that are of no trial of these runs, by outcome, and throws on a label of one that
 * the outcome cannot have: all outcomes here are shares, from 0 to 1, so anything else was meant as
 * one of these or is of another outcome. Labels of what is no outcome of theirs may be words.
 */
export function checkLabels(runs: readonly Pick<Run, "plan">[], labels: readonly Label[], place: string): Unmatched {
  const outcomes = new Map(runs.flatMap(({ plan }) => outcomesByTrial(plan)));
  const all = new Set([...outcomes.values()].flatMap((ids) => [...ids]));
  const unmatched: Unmatched = {};
  for (const { trial, outcome, label } of labels) {
    const known = outcomes.get(trial);
    if (known === undefined) unmatched[outcome] = (unmatched[outcome] ?? 0) + 1;
    if (label === null || !(known ?? all).has(outcome)) continue;
    if (typeof label === "number" && label >= 0 && label <= 1) continue;
    throw new Error(
      `${place}: trial ${trial}, ${outcome}: "${label}" is no value of it; write 0, 1 or a number between, with a point, or leave it blank where it cannot be told`,
    );
  }
  return unmatched;
}

function outcomesByTrial({ scenarios, trials }: Run["plan"]): [trial: string, outcomes: Set<string>][] {
  const ids = new Map(scenarios.map(({ id, outcomes }) => [id, new Set(outcomes.map((each) => each.id))]));
  return Array.from(trials, ({ id, scenario }) => [id, ids.get(scenario)!]);
}
