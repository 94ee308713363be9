import { hash } from "../../lib/hash.ts";
import type { Reply } from "../../models/model.ts";
import type { Run, TrialResult } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { spoken } from "../recognition/spoken.ts";
import { describeResults } from "./describe-results.ts";
import type { Graded } from "./graded.ts";
import { notedAs } from "./graded-of.ts";
import type { Results, TrialSummary } from "./results.ts";

/** Results that show how much of each outcome was scored, as the last value of a notebook cell. */
export function resultsOf(run: Run, graded: Graded, stopped: string | null = null): Results {
  const results: Results = { run, trials: graded.trials(), grades: graded.grades(), stopped };
  notedAs(results.grades, graded);
  return Object.defineProperty(results, Symbol.for("Jupyter.display"), { value: () => describeResults(results) });
}

/** Drops a trial's texts and keeps the figures. */
export function summarize(scenario: Pick<Scenario, "source">, { trial, status, replies }: TrialResult): TrialSummary {
  const last = replies.at(-1)?.reply;
  return {
    trial,
    status,
    replyHash: replies.length === 0 ? null : hash(replies.map(({ reply }) => said(reply))),
    replyLength: trial.elicit === "choice" ? null : replies.reduce((sum, { reply }) => sum + reply.text.length, 0),
    stop: last?.stop ?? null,
    servedModel: last?.servedModel ?? null,
    inputTokens: total(replies.map((turn) => turn.reply.usage.input)),
    outputTokens: total(replies.map((turn) => turn.reply.usage.output)),
    usd: total(replies.map((turn) => turn.usd)),
    latencyMs: total(replies.map((turn) => turn.reply.latencyMs)),
    cached: replies.some((turn) => turn.cached === null)
      ? null
      : replies.length > 0 && replies.every((turn) => turn.cached),
    ...(trial.elicit === "chat" && { spoken: spoken(replies, scenario) }),
  };
}

/** What of a reply another must have too to be a copy of it. */
const said = ({ text, reasoning, calls, choices }: Reply) => ({ text, reasoning, calls: calls ?? [], choices });

function total(values: (number | null)[]): number | null {
  return values.length === 0 || values.includes(null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}
