import { hash } from "../../lib/hash.ts";
import { price } from "../../models/price.ts";
import { answering } from "../../runner/answer.ts";
import type { Budget } from "../../runner/budget.ts";
import type { Halt } from "../../runner/halt.ts";
import type { Lookup } from "../../runner/lookup.ts";
import { defaultRetry, type RetryPolicy } from "../../runner/retry.ts";
import type { Told } from "../../runner/progress.ts";
import { openStreaks } from "../../runner/streak.ts";
import type { Opened } from "../../runner/subjects.ts";
import type { ReplyLine, Run } from "../../runner/trial.ts";
import type { Judgement, JudgementLine, Judgements } from "./judgements.ts";
import type { Judge } from "./open-judge.ts";
import type { RubricQuestion } from "./rubric.ts";

/** Where a judge's replies are found and kept, and what may end the asking. */
export interface Asking {
  judgements: Judgements;
  lookup: Lookup;
  halt: Halt;
  budget: Budget | null;
  retry: Partial<RetryPolicy>;
  counts: Run["summary"];
  tell(told: Told): void;
}

/**
 * Asks a judge: what the run's journal or the cache has is not asked again, a question under way is asked once, and a
 * reply is in the journal before it counts.
 */
export function askingJudge(judge: Opened, asking: Asking): Judge["ask"] {
  const { judgements, lookup, halt, budget, retry, counts, tell } = asking;
  const streaks = openStreaks();
  const answer = answering(halt, budget, streaks, { ...defaultRetry, ...retry }, (error) =>
    tell({ kind: "retry", error }),
  );
  const underWay = new Map<string, Promise<Judgement | string>>();

  const keep = async (line: ReplyLine, question: RubricQuestion): Promise<Judgement> => {
    const { trial, turn: outcome, key, reply, cached, usd, attempts } = line;
    const head = { kind: "judgement" as const, trial, outcome, judge: judge.id, question: question.hash, key };
    const judgement: JudgementLine = { ...head, reply, cached, usd, attempts };
    try {
      await judgements.record(judgement);
    } catch (cause) {
      halt.stop("judgements.jsonl cannot be written");
      if (!cached) lookup.keep(key, reply);
      throw new Error(`cannot write a judgement (${(cause as Error).message}): make room and grade again`, { cause });
    }
    if (!cached) lookup.keep(key, reply);
    count(counts, line);
    tell(line);
    return judgement;
  };

  const ask = async (key: string, question: RubricQuestion, trial: string, turn: string) => {
    const call = { trial, turn, key, said: [], subject: judge, request: question.request, context: {} };
    const reply = lookup.find(key);
    if (reply) {
      const found = { reply, cached: true, usd: price(judge.id, reply.usage), attempts: [] };
      return keep({ kind: "reply", trial, turn, key, said: [], ...found }, question);
    }
    if (lookup.mode === "replay")
      throw new Error(`replay has no judgement of trial ${trial}, outcome ${turn}: grade it once with mode "auto"`);
    const givenUp = streaks.givenUp(judge.id);
    if (givenUp !== null) halt.stop(givenUp);
    const line = halt.reason === null ? await answer(call) : null;
    if (line === null) return `not judged: ${halt.reason}`;
    if (line.kind === "reply") return keep(line, question);
    counts.failed++;
    tell(line);
    return `judge gave no reply: ${line.error}`;
  };

  return (question, trial, outcome) => {
    const key = hash([judge.identity, question.request, 0, "judge", null]);
    const known = judgements.find(key);
    if (known) {
      const given = lookup.mode === "replay" ? lookup.find(key) : null;
      if (given !== null && given.text !== known.reply.text)
        return Promise.reject(
          new Error(
            `the run's folder holds another judgement of trial ${trial}, outcome ${outcome}, than replay gives: give the run another dir, or move that folder away`,
          ),
        );
      return Promise.resolve(known);
    }
    const asked = underWay.get(key) ?? ask(key, question, trial, outcome).finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  };
}

function count(counts: Run["summary"], { reply, cached, usd }: ReplyLine): void {
  counts.inputTokens += reply.usage.input ?? 0;
  counts.outputTokens += reply.usage.output ?? 0;
  if (cached) counts.cached++;
  else counts.usd = counts.usd === null || usd === null ? null : counts.usd + usd;
}
