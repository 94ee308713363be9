import { rounded } from "../lib/number-text.ts";
import { ambient } from "./ambient.ts";
import type { Mode } from "./lookup.ts";
import { addSpend, nothingSpent, type Spend } from "./spend.ts";

type Record = (name: string, value: unknown) => void;

/**
 * Tells the notebook that this runs in, where there is one, what its metadata should say: the plans
 * run (null: none), the modes used and what the replies of its journals cost when they were asked.
 * Cached replies count alike, so that running the notebook again tells the same. A kernel offers
 * the place under `Symbol.for("Jupyter.record")`.
 */
export function noteFacts(plan: string | null, mode: Mode, journal: string, cost: Spend): void {
  const { modes, costs } = ambient();
  modes.add(mode);
  costs.set(journal, { ...cost });
  const record = (globalThis as { [key: symbol]: unknown })[Symbol.for("Jupyter.record")] as Record | undefined;
  if (record === undefined) return;
  const all = nothingSpent();
  for (const each of costs.values()) addSpend(all, each);
  if (plan !== null) record("runs", [plan]);
  record("mode", [...modes].sort().join(", "));
  const { promptCache, ...rest } = all;
  const saved = promptCache && { promptCache: { ...promptCache, savedUsd: toMillionths(promptCache.savedUsd) } };
  record("spend", { ...rest, usd: toMillionths(all.usd), ...saved });
}

const toMillionths = (usd: number | null): number | null => (usd === null ? null : rounded(usd, 6));
