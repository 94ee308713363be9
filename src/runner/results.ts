import { openTurns } from "../lib/turns.ts";
import { checkRun } from "./check-run.ts";
import { openResults } from "./open-results.ts";
import type { Run, TrialResult } from "./trial.ts";

/**
 * Every trial of a run with its replies, in the order of the plan, so that the same replies give
 * the same results whatever order they came in. Read from the run's folder one trial at a time:
 * nothing is held but where the lines are.
 *
 * @example
 * const trials = await Array.fromAsync(results(ran));
 * trials[0]?.replies[0]?.reply.choices
 */
export async function* results(run: Pick<Run, "dir" | "plan">): AsyncGenerator<TrialResult> {
  checkRun(run, "results");
  using opened = await openResults(run);
  const turns = openTurns();
  for (const trial of run.plan.trials) {
    yield opened.read(trial);
    const due = turns();
    if (due !== null) await due;
  }
}
