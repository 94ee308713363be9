import { existsSync } from "node:fs";
import { openLines, readLines, type Appender } from "../lib/jsonl.ts";
import { openBudget, type Budget } from "./budget.ts";

/**
 * A call under a budget: `usd` is what is set aside for it, and then, by the same `id`, what it
 * cost.
 */
interface Line {
  id: number;
  /** Of the call; only in the line that is written before it is made. */
  key?: string;
  usd: number;
}

/**
 * What calls under a budget may have cost, on disk before they are made: a run that is killed still
 * pays them.
 */
export interface Pledges {
  /**
   * USD of the calls of earlier passes that no journal tells of: what they cost where that is
   * known, else all that was set aside.
   */
  unkept: number;
  /**
   * Notes what is set aside for a call, before it is made; gives what notes its cost in USD
   * afterwards. A call without one counts with all that was set aside.
   */
  begin(key: string, usd: number): Promise<(usd: number) => void>;
  close(): Promise<void>;
}

/**
 * Opens the pledges of a run, or of a judge; the file is made with the first call. `paid` are the
 * keys that its journal holds as paid for, once each.
 */
export async function openPledges(file: string, paid: ReadonlySet<string>): Promise<Pledges> {
  const earlier = new Map<number, { key: string; usd: number }>();
  if (existsSync(file))
    for await (const { id, key, usd } of readLines<Line>(file))
      earlier.set(id, { key: key ?? earlier.get(id)!.key, usd });
  const byKey = Map.groupBy(earlier.values(), ({ key }) => key);
  const amounts = [...byKey].flatMap(([key, calls]) => (paid.has(key) ? calls.slice(0, -1) : calls));
  let lines: Promise<Appender> | null = null;
  let next = [...earlier.keys()].reduce((most, id) => Math.max(most, id), -1) + 1;
  const write = async (line: Line) => (await (lines ??= openLines(file))).append(line);
  return {
    unkept: amounts.reduce((sum, { usd }) => sum + usd, 0),
    async begin(key, usd) {
      const id = next++;
      await write({ id, key, usd });
      return (cost) => void write({ id, usd: cost }).catch(() => {});
    },
    async close() {
      await (await lines?.catch(() => null))?.close();
    },
  };
}

/** A budget with what is on disk of earlier passes; nothing where there is none. */
export async function openPurse(
  file: string,
  { budgetUsd, paid, spent }: { budgetUsd: number | undefined; paid: ReadonlySet<string>; spent: number },
  models: readonly string[],
): Promise<{ budget: Budget | null; pledges: Pledges | null }> {
  if (budgetUsd === undefined) return { budget: null, pledges: null };
  const pledges = await openPledges(file, paid);
  return { budget: openBudget(budgetUsd, spent + pledges.unkept, models), pledges };
}
