import { byTools } from "./channel.ts";
import type { Scenario, Wording } from "./scenario.ts";

/**
 * Every combination of factor levels, as level id by factor id, the first factor slowest; `[{}]`
 * without factors.
 */
export function conditions(scenario: Pick<Scenario, "factors">): Record<string, string>[] {
  return scenario.factors.reduce<Record<string, string>[]>(
    (rows, factor) => rows.flatMap((row) => factor.levels.map((level) => ({ ...row, [factor.id]: level.id }))),
    [{}],
  );
}

/** `tier=free training=told`, in the order the condition's factors have; "" without factors. */
export function conditionLabel(condition: Record<string, string>): string {
  return Object.entries(condition)
    .map(([factor, level]) => `${factor}=${level}`)
    .join(" ");
}

/**
 * Whether a wording is written for a condition: its levels are among `only`, and it offers tools
 * where they are to be used.
 */
export function suits(wording: Pick<Wording, "only" | "tools">, condition: Record<string, string>): boolean {
  if (byTools(condition) && wording.tools === undefined) return false;
  return Object.entries(wording.only).every(([factor, levels]) => levels.includes(condition[factor] ?? ""));
}
