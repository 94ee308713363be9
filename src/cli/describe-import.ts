import { aligned } from "../lib/aligned.ts";
import { whole } from "../lib/number-text.ts";
import type { GradedRow } from "../frames/graded-rows.ts";
import type { Imported } from "../interop/import-replies.ts";

const shown = 10;

/** What was imported, what was left out and why; and in a dry run the first rows. */
export function describeImport({ run, leftOut }: Imported, rows: readonly GradedRow[] | null): string {
  const { models, scenarios, trials } = run.plan;
  const wordings = scenarios.reduce((sum, scenario) => sum + scenario.wordings.length, 0);
  const head = `${whole(trials.length)} conversations: ${models.join(", ")}; ${scenarios.map(({ id }) => id).join(", ")}, ${whole(wordings)} wordings`;
  const left = [...Map.groupBy(leftOut, ({ reason }) => reason)].map(
    ([reason, all]) => `left out: ${whole(all.length)}, ${reason} (${all[0]!.place})`,
  );
  const { failed } = run.summary;
  const bare = failed === 0 ? [] : [`${whole(failed)} of them failed there, or have no reply`];
  return [head, ...bare, ...left, ...(rows === null ? [] : firstRows(rows))].join("\n");
}

function firstRows(rows: readonly GradedRow[]): string[] {
  const names = [
    "scenario",
    "wording",
    "arm",
    "condition",
    "input",
    "model",
    "epoch",
    "outcome",
    "value",
    "reason",
  ] as const;
  const cell = (row: GradedRow, name: (typeof names)[number]) => String(row[name] ?? "");
  const table = [[...names], ...rows.slice(0, shown).map((row) => names.map((name) => cell(row, name).slice(0, 40)))];
  return [`the first ${Math.min(shown, rows.length)} of ${whole(rows.length)} rows:`, ...aligned(table)];
}
