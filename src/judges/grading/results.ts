import type { Run, Trial, TrialResult } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { describeResults } from "./describe-results.ts";
import type { Grade } from "../verdict.ts";
import type { Memorisation } from "../recognition/memorisation.ts";
import { spoken, type Spoken } from "../recognition/spoken.ts";

/**
 * A graded run. Replies stay on disk: what is kept in memory is one summary a trial, in the plan's order, and one grade
 * for each outcome that the trial's way of asking can measure, in the same order.
 */
export interface Results {
  run: Run;
  trials: TrialSummary[];
  grades: Grade[];
  /** Why the judge was not asked everything, or null. */
  stopped: string | null;
  /** How well subjects foretell the wordings, where it was measured: columns of the frame. See `memorisation`. */
  memorisation?: readonly Memorisation[];
}

/** Results that show how much of each outcome was scored, as the last value of a notebook cell. */
export function resultsOf(run: Run, trials: TrialSummary[], grades: Grade[], stopped: string | null = null): Results {
  const results: Results = { run, trials, grades, stopped };
  return Object.defineProperty(results, Symbol.for("Jupyter.display"), { value: () => describeResults(results) });
}

/** What a trial's replies amount to. Sums are over its replies; null where there are none or any of them did not say. */
export interface TrialSummary {
  trial: Trial;
  status: TrialResult["status"];
  /** Of the last reply. */
  stop: string | null;
  servedModel: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  usd: number | null;
  latencyMs: number | null;
  /** Whether every reply came from the cache. */
  cached: boolean;
  /** What the subject said of its situation; absent in a forced choice. */
  spoken?: Spoken;
}

/** Drops a trial's texts and keeps the figures. */
export function summarize(scenario: Pick<Scenario, "source">, { trial, status, turns }: TrialResult): TrialSummary {
  const last = turns.at(-1)?.reply;
  return {
    trial,
    status,
    stop: last?.stop ?? null,
    servedModel: last?.servedModel ?? null,
    inputTokens: total(turns.map((turn) => turn.reply.usage.input)),
    outputTokens: total(turns.map((turn) => turn.reply.usage.output)),
    usd: total(turns.map((turn) => turn.usd)),
    latencyMs: total(turns.map((turn) => turn.reply.latencyMs)),
    cached: turns.length > 0 && turns.every((turn) => turn.cached),
    ...(trial.elicit === "chat" && { spoken: spoken(turns, scenario) }),
  };
}

function total(values: (number | null)[]): number | null {
  return values.length === 0 || values.includes(null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}
