import type { Cell } from "./cells.ts";
import { firstFound } from "./first-found.ts";

/**
 * Labels of conditions that give them away: lines of user turns that differ between two levels of
 * one factor, are no longer than a label is, and have one of the forms; cells without inputs'
 * words.
 */
export function labelFaults(cells: readonly Cell[], forms: readonly string[]): string[] {
  const lines = cells.map(
    ({ turns }) =>
      new Set(turns.flatMap((turn) => (turn.kind === "say" && turn.role === "user" ? turn.text.split("\n") : []))),
  );
  const labels = new Set(
    lines.flatMap((ofCondition) =>
      [...ofCondition].filter((line) => isLabel(line) && !lines.every((other) => other.has(line))),
    ),
  );
  return [...labels].flatMap((label) => {
    const form = forms.find((each) => firstFound(each, label) !== null);
    return form === undefined ? [] : [`“${label.trim()}” says what it stands for`];
  });
}

/** At most eight words, one at least. */
const isLabel = (line: string): boolean => {
  const count = (line.match(/[\p{L}\p{N}]+/gu) ?? []).length;
  return count >= 1 && count <= 8;
};
