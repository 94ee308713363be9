import type { Side } from "../../frames/side.ts";

/**
 * What was left out of one side, and why; `side` is null for levels, which are left out of both.
 */
export interface Dropped {
  side: Side | null;
  reason: string;
  unit: "trials" | "wordings" | "levels";
  count: number;
}

/**
 * One entry for each side, reason and unit, in order of appearance; without those that count
 * nothing.
 */
export function countDropped(all: Iterable<Dropped>): Dropped[] {
  const counted = new Map<string, Dropped>();
  for (const { count, ...what } of all) {
    if (count === 0) continue;
    const key = JSON.stringify([what.side, what.unit, what.reason]);
    counted.set(key, { ...what, count: (counted.get(key)?.count ?? 0) + count });
  }
  return [...counted.values()];
}

/** What was left out of the two sides, by reason alone. */
export function droppedByReason(dropped: readonly Dropped[]): Record<string, number> {
  const byReason: Record<string, number> = {};
  for (const { side, reason, count } of dropped)
    if (side !== "other") byReason[reason] = (byReason[reason] ?? 0) + count;
  return byReason;
}
