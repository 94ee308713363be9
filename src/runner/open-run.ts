import { readJournal } from "./journal/read-journal.ts";
import { keptSummary } from "./kept-summary.ts";
import { openLedger } from "./ledger.ts";
import { readManifest } from "./manifest.ts";
import { describe } from "./describe.ts";
import type { Plan, Run } from "./trial.ts";

/**
 * A run from its folder, its summary added up from the journal, or as it was when the same journal
 * was added up before. Throws when the folder is not a run's.
 *
 * @example
 * (await openRun(ran.dir)).summary
 */
export async function openRun(dir: string): Promise<Run> {
  return openHolding(dir);
}

/**
 * {@link openRun}, holding up to so many trials of its plan: each of more is made when asked for.
 */
export async function openHolding(dir: string, held?: number): Promise<Run> {
  const { plan, stops = [] } = await readManifest(dir, held);
  const summary = await keptSummary(dir, plan.id, async () => {
    const ledger = await openLedger(plan);
    for await (const line of readJournal(dir)) ledger.add(line);
    return ledger.summary;
  });
  // A stop of before the run was added to says nothing of what was added.
  const stop = stops.findLast(
    ({ done, planned }) => done === summary.done && planned === summary.planned && done < planned,
  );
  return runOf(dir, plan, stop ? { ...summary, stopped: stop.known, known: stop.known } : summary);
}

/**
 * A run that shows its summary, and not its thousands of trials, as the last value of a notebook
 * cell; without what depends on the cache, so that it shows the same to whoever runs it.
 */
export function runOf(dir: string, plan: Plan, summary: Run["summary"]): Run {
  const run: Run = { dir, plan, summary };
  const shown = () => ({ "text/plain": `${describe({ ...summary, cached: 0, usd: 0 })}\n${dir}` });
  return Object.defineProperty(run, Symbol.for("Jupyter.display"), { value: shown });
}
