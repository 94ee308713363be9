import type { Call } from "./answer.ts";
import type { Asker } from "./asker.ts";
import { replyKey, seedOf } from "./key.ts";
import type { Ledger } from "./ledger.ts";
import { offeredTools } from "./offered-tools.ts";
import type { Caching } from "./prompt-cache/open-caching.ts";
import type { Recorder } from "./record.ts";
import type { Ask } from "./script.ts";
import { nextOf, stages, type Stage } from "./stage.ts";
import { trialFacts } from "./trial-facts.ts";
import type { Opened } from "./subjects.ts";
import type { Answered, FailureLine, Plan, ReplyLine, Trial, TrialResult } from "./trial.ts";

/** What trials are played with. */
export interface Table {
  plan: Plan;
  ledger: Pick<Ledger, "begun" | "failed">;
  subjects: Map<string, Opened>;
  asker: Asker<ReplyLine, never>;
  recorder: Recorder<ReplyLine | FailureLine>;
  /** Whether a model's trials should be left where they stand. */
  halted(model: string): boolean;
  /** What providers are asked to keep of prompts; nothing where absent or null. */
  caching?: Pick<Caching, "repeats"> | null;
  /** Hears of each reply of a trial that is under way. */
  came?(trial: Trial, line: ReplyLine): void;
  /** Hears that a trial's last reply has come, found or asked for, and is still to be recorded. */
  answered?(trial: Trial, isFound: boolean): void;
}

/**
 * Plays a trial from where its journal ends to its end, each reply recorded before the next is
 * asked. Gives how it ended, null where it was left where it stood. Throws on a miss in replay.
 */
export function playing({ plan, ledger, subjects, asker, recorder, halted, caching, ...hearing }: Table) {
  const stageOf = stages(plan);
  const callOf = (trial: Trial, stage: Stage, ask: Ask): Call => {
    const { turn, messages, choices } = ask;
    const subject = subjects.get(trial.model) as Opened;
    const seed = seedOf(subject, plan.seed, trial.id, turn, choices !== null);
    const tools = choices === null ? offeredTools(stage.wording, trial.condition) : null;
    const request = { messages, params: plan.params, seed, schema: null, choices, ...(tools && { tools }) };
    const facts = trialFacts(trial, stage.scenario, stage.wording, turn);
    const key = replyKey(subject, request, trial.epoch, turn, facts);
    const cache = caching?.repeats.markOf(trial, ask);
    return { key, subject, request, context: { trial: facts, ...(cache && { cache }) } };
  };

  const take = async (
    trial: Trial,
    stage: Stage,
    ask: Ask,
    before: readonly ReplyLine[],
  ): Promise<ReplyLine | null> => {
    const { canary } = stage.wording;
    const { turn, said } = ask;
    const lineOf = (answered: Answered): ReplyLine => {
      const line: ReplyLine = { kind: "reply", trial: trial.id, turn, said, ...answered };
      if (hearing.answered && nextOf(stage, trial, [...before, line]) === null)
        hearing.answered(trial, line.cached === true);
      return canary ? { ...line, canary } : line;
    };
    const call = callOf(trial, stage, ask);
    const got = await asker.ask(call, { lineOf, missing: () => missing(trial, turn, call.key) });
    if (got !== null && !("error" in got)) hearing.came?.(trial, got);
    if (got === null || !("error" in got)) return got;
    await recorder.record({ kind: "failure", trial: trial.id, turn, ...got });
    return null;
  };

  return async (trial: Trial): Promise<TrialResult | null> => {
    const stage = stageOf(trial);
    const replies = [...(ledger.begun.get(trial.id) ?? [])];
    let ask = nextOf(stage, trial, replies);
    for (; ask && !halted(trial.model); ask = nextOf(stage, trial, replies)) {
      const line = await take(trial, stage, ask, replies);
      if (line === null) {
        const error = ledger.failed.get(trial.id);
        return error === undefined ? null : { trial, status: "failed", replies, error };
      }
      replies.push(line);
    }
    return ask === null ? { trial, status: "done", replies, error: null } : null;
  };
}

function missing({ scenario, wording, condition, input, model, epoch }: Trial, turn: string, key: string): string {
  const where = [
    `${scenario}/${wording}`,
    ...Object.values(condition),
    `input ${input}`,
    model,
    `epoch ${epoch}`,
    `"${turn}"`,
  ];
  return `replay has no reply for ${where.join(", ")} (key ${key.slice(0, 12)}): run it once with mode "auto"`;
}
