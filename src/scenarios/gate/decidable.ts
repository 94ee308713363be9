import { checkOutcome } from "../check-outcome.ts";
import { conditions, suits } from "../condition.ts";
import type { Outcome, Scenario, Wording } from "../scenario.ts";
import { saidText } from "../said.ts";
import { words } from "../similarity.ts";

/**
 * Conditions that a wording does not tell apart: pairs that differ in one factor and in nothing
 * that is said.
 */
export function conditionFaults(scenario: Scenario, wording: Wording): string[] {
  const rows = conditions(scenario)
    .filter((condition) => suits(wording, condition))
    .map((condition) => ({ condition, said: saidText(scenario, wording, condition) }));
  return rows.flatMap((row, i) =>
    rows.slice(i + 1).flatMap((other) => {
      const factors = Object.keys(row.condition).filter((id) => row.condition[id] !== other.condition[id]);
      const [factor] = factors;
      if (factors.length !== 1 || row.said !== other.said) return [];
      return [`says the same with ${factor} "${row.condition[factor!]}" and "${other.condition[factor!]}"`];
    }),
  );
}

/**
 * Outcomes that a wording leaves open: not both values can be read off it, or the forced choice
 * favours the longer.
 */
export function outcomeFaults(scenario: Scenario, wording: Wording): string[] {
  return scenario.outcomes.flatMap((outcome) => outcomeFault(outcome, wording, scenario.id) ?? []);
}

function outcomeFault(outcome: Outcome, wording: Wording, place: string): string | null {
  const { id, measure } = outcome;
  if (measure.by === "choice") {
    const [one, zero] = [wording.choice.one, wording.choice.zero].map((text) => words(text).length);
    return Math.abs(one! - zero!) > 2 ? `${id}: options of ${one} and ${zero} words` : null;
  }
  if (measure.by === "score") return null;
  try {
    checkOutcome(outcome, wording, place);
  } catch (error) {
    return `${id}: ${(error as Error).message}`;
  }
  if (measure.by === "rubric") return null;
  const lacks = [measure.one, measure.zero].find((names) =>
    names.every((name) => wording.examples[measure.reply]?.[name] === undefined),
  );
  return lacks ? `${id}: no example reads as ${lacks.join(" or ")}` : null;
}
