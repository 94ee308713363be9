import { price } from "../models/price.ts";
import type { Call } from "./answer.ts";
import { replyKey, seedOf } from "./key.ts";
import type { Ledger } from "./ledger.ts";
import type { Lookup } from "./lookup.ts";
import { offeredTools } from "./offered-tools.ts";
import type { Recorder } from "./record.ts";
import type { Ask } from "./script.ts";
import { nextOf, stages, type Stage } from "./stage.ts";
import { subjectOf } from "./subject.ts";
import type { Opened } from "./subjects.ts";
import type { FailureLine, Plan, ReplyLine, Trial } from "./trial.ts";

/** What a trial is played with. */
export interface Table {
  plan: Plan;
  ledger: Ledger;
  lookup: Lookup;
  subjects: Map<string, Opened>;
  record: Recorder["record"];
  answer(call: Call): Promise<ReplyLine | FailureLine | null>;
  /** Whether a model's trials should be left where they stand. */
  halted(model: string): boolean;
}

/**
 * Plays a trial from where its journal ends to its end, each reply recorded before the next is asked. One key is asked
 * of a model once at a time: who asks it meanwhile gets the same reply, as they would on replay. Throws on a miss in replay.
 */
export function playing({ plan, ledger, lookup, subjects, record, answer, halted }: Table) {
  const stageOf = stages(plan);
  const underWay = new Map<string, Promise<unknown>>();

  const callOf = (trial: Trial, stage: Stage, { turn, said, messages, choices }: Ask): Call => {
    const subject = subjects.get(trial.model) as Opened;
    const seed = seedOf(subject, plan.seed, trial.id, turn, choices !== null);
    const tools = choices === null ? offeredTools(stage.wording, trial.condition) : null;
    const request = { messages, params: plan.params, seed, schema: null, choices, ...(tools && { tools }) };
    const told = subjectOf(trial, stage.scenario, stage.wording, turn);
    const key = replyKey(subject, request, trial.epoch, turn, told);
    return { trial: trial.id, turn, key, said, subject, request, context: { subject: told } };
  };

  const note = (trial: Trial, line: ReplyLine | FailureLine) => {
    const { canary } = stageOf(trial).wording;
    return record(canary && line.kind === "reply" ? { ...line, canary } : line);
  };

  const take = async (trial: Trial, call: Call): Promise<ReplyLine | FailureLine | null> => {
    const { key, turn, said } = call;
    if (lookup.mode !== "off") while (underWay.has(key)) await underWay.get(key);
    const reply = lookup.find(key);
    if (reply) {
      const usd = price(trial.model, reply.usage);
      const line: ReplyLine = {
        kind: "reply",
        trial: trial.id,
        turn,
        key,
        said,
        reply,
        cached: true,
        usd,
        attempts: [],
      };
      return (await note(trial, line)) ? line : null;
    }
    if (lookup.mode === "replay") throw new Error(miss(trial, turn, key));
    const asked = answer(call).then(async (line) => (line && (await note(trial, line)) ? line : null));
    underWay.set(
      key,
      asked.catch(() => {}),
    );
    return asked.finally(() => underWay.delete(key));
  };

  return async (trial: Trial): Promise<void> => {
    const stage = stageOf(trial);
    const replies = [...(ledger.begun.get(trial.id) ?? [])];
    for (let ask = nextOf(stage, trial, replies); ask && !halted(trial.model); ask = nextOf(stage, trial, replies)) {
      const line = await take(trial, callOf(trial, stage, ask));
      if (line?.kind !== "reply") return;
      replies.push(line);
    }
  };
}

function miss({ scenario, wording, condition, input, model, epoch }: Trial, turn: string, key: string): string {
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
