import { existsSync } from "node:fs";
import { openLines, readLines } from "../lib/jsonl.ts";

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

/** Opens a run's pledges; `paid` are the keys that its journal holds as paid for, once each. */
export async function openPledges(file: string, paid: ReadonlySet<string>): Promise<Pledges> {
  const earlier = new Map<number, { key: string; usd: number }>();
  if (existsSync(file))
    for await (const { id, key, usd } of readLines<Line>(file))
      earlier.set(id, { key: key ?? earlier.get(id)!.key, usd });
  const byKey = Map.groupBy(earlier.values(), ({ key }) => key);
  const amounts = [...byKey].flatMap(([key, calls]) => (paid.has(key) ? calls.slice(0, -1) : calls));
  const lines = await openLines(file);
  let next = [...earlier.keys()].reduce((most, id) => Math.max(most, id), -1) + 1;
  return {
    unkept: amounts.reduce((sum, { usd }) => sum + usd, 0),
    async begin(key, usd) {
      const id = next++;
      await lines.append({ id, key, usd } satisfies Line);
      return (cost) => void lines.append({ id, usd: cost } satisfies Line).catch(() => {});
    },
    close: () => lines.close(),
  };
}
