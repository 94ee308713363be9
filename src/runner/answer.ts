import type { Context, Request, Usage } from "../models/model.ts";
import { price } from "../models/price.ts";
import { ambient } from "./ambient.ts";
import type { Budget } from "./budget.ts";
import type { Halt } from "./halt.ts";
import { GaveUp, retrying, type RetryPolicy } from "./retry.ts";
import { setAside } from "./set-aside.ts";
import { addReply, nothingSpent } from "./spend.ts";
import type { Streaks } from "./streak.ts";
import type { Opened } from "./subjects.ts";
import type { FailureLine, ReplyLine } from "./trial.ts";

/** One call of a trial, ready to be made. */
export interface Call {
  trial: string;
  turn: string;
  key: string;
  said: ReplyLine["said"];
  subject: Opened;
  request: Request;
  context: Context;
}

/**
 * Asks models over the network, within the budget and the session's, trying again what may pass. Gives the reply's line, or the failure's,
 * or null when the run is halted first.
 */
export function answering(
  halt: Halt,
  budget: Budget | null,
  streaks: Streaks,
  policy: RetryPolicy,
  onRetry: (error: string) => void,
) {
  const callers = new Map<string, ReturnType<typeof retrying>>();
  return async ({
    trial,
    turn,
    key,
    said,
    subject,
    request,
    context,
  }: Call): Promise<ReplyLine | FailureLine | null> => {
    const model = subject.ask();
    const budgets = [budget, ambient().budget].filter((each) => each !== null);
    const reserved = await setAside(budgets, model.id, request);
    if (reserved.short !== null) halt.stop(reserved.short);
    let usage = null;
    try {
      if (halt.reason !== null) return null;
      const caller = callers.get(model.id) ?? retrying(policy, onRetry);
      callers.set(model.id, caller);
      const { value: reply, attempts } = await caller(
        () => model.generate(request, { ...context, signal: halt.cut }),
        halt.drain,
      );
      usage = reply.usage;
      streaks.note(model.id, null);
      const usd = price(model.id, usage);
      noteSpent(model.id, usage, usd);
      return { kind: "reply", trial, turn, key, said, reply, cached: false, usd, attempts };
    } catch (error) {
      if (!(error instanceof GaveUp)) {
        if (halt.reason === null) throw error;
        return null;
      }
      streaks.note(model.id, error.cause);
      return { kind: "failure", trial, turn, error: error.message, attempts: error.attempts };
    } finally {
      reserved.settle(usage);
    }
  };
}

function noteSpent(model: string, usage: Usage, usd: number | null): void {
  const { spent } = ambient();
  const spend = spent.get(model) ?? nothingSpent();
  addReply(spend, usage, usd);
  spent.set(model, spend);
}
