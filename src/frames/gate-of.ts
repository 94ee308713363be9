import { gateFacts, type GateFacts } from "../judges/gate/gate-record.ts";
import type { Results } from "../judges/grading/results.ts";

/** Beside rows and frames, as it is no column of theirs: made when first asked for. */
const kept = new WeakMap<object, () => readonly GateFacts[]>();

/** Keeps beside rows what the gate said of the texts that they come from. */
export function keepGate(rows: readonly object[], { run }: Pick<Results, "run">): void {
  let facts: readonly GateFacts[] | null = null;
  const gate = () => (facts ??= gateFacts(run.plan.scenarios));
  for (const row of rows) kept.set(row, gate);
}

/** Keeps it beside what was made of a row or a frame, too. */
export function carryGate(from: object | undefined, to: unknown): void {
  const gate = from && kept.get(from);
  if (gate && typeof to === "object" && to !== null) kept.set(to, gate);
}

/**
 * What the gate said of the texts that data come from, one entry a scenario; none where they are
 * copies, or never came from a run.
 */
export function gateOf(data: object): GateFacts[] {
  const sources = Array.isArray(data) ? new Set(data.map((row: object) => kept.get(row))) : [kept.get(data)];
  const all = [...sources].flatMap((facts) => facts?.() ?? []);
  return [...Map.groupBy(all, ({ scenario }) => scenario).values()].map((same) => same.reduce(together));
}

const together = (one: GateFacts, other: GateFacts): GateFacts => ({
  scenario: one.scenario,
  rejected: [...new Set([...one.rejected, ...other.rejected])],
  unseen: [...new Set([...one.unseen, ...other.unseen])],
  timesAsLong: one.timesAsLong ?? other.timesAsLong,
});
