import { ModelError, type Context, type Reply, type Request } from "../models/model.ts";
import { ambient } from "./ambient.ts";
import type { Budget } from "./budget.ts";
import type { Halt } from "./halt.ts";
import { price } from "../models/price.ts";
import { noteSpent } from "./note-spent.ts";
import type { Turn } from "./pace/pace.ts";
import { openPacing, type Pacing } from "./pace/pacing.ts";
import { openSignal } from "./pace/signal.ts";
import { usualBounds } from "./pace/window.ts";
import type { Pledges } from "./pledges.ts";
import { GaveUp, retrying, type RetryPolicy } from "./retry.ts";
import { setAside } from "./set-aside.ts";
import type { Streaks } from "./streak.ts";
import type { Opened } from "./subjects.ts";
import type { Attempt } from "./trial.ts";

/** One call, ready to be made. */
export interface Call {
  /** Cache key. */
  key: string;
  subject: Opened;
  request: Request;
  context: Context;
}

/** Makes a call at its turn, and tells the pace how it came out. */
async function atTurn(turn: Turn, call: (heard: Turn["heard"]) => Promise<Reply>): Promise<Reply> {
  try {
    const reply = await call(turn.heard);
    turn.replied(reply.usage);
    return reply;
  } catch (error) {
    if (error instanceof ModelError && error.status === 429 && error.retryable) turn.refused();
    else turn.failed();
    throw error;
  }
}

/** A call that was given up. */
export interface Failed {
  error: string;
  attempts: Attempt[];
}

/**
 * How a call came out: its reply with the attempts it took, a failure, or null when halted first.
 */
export type Answer = { reply: Reply; attempts: Attempt[] } | Failed | null;

/** What the calls of one run, or of one judge, are made under. */
export interface Terms {
  halt: Halt;
  budget: Budget | null;
  /**
   * Where what the budget sets aside is noted, so that it holds over a kill; absent without one.
   */
  pledges?: Pledges | null;
  streaks: Streaks;
  retry: RetryPolicy;
  /** How calls are spread over what providers allow; by what is heard of it, where absent. */
  pacing?: Pacing;
  onRetry(error: string): void;
}

/**
 * Asks models over the network, within the budget and the session's, trying again what may pass.
 * Gives the reply with the attempts it took, what a call failed of, or null when the asking is
 * halted first.
 */
export function answering({
  halt,
  budget,
  pledges,
  streaks,
  retry,
  pacing = openPacing(usualBounds, openSignal()),
  onRetry,
}: Terms) {
  const callers = new Map<string, ReturnType<typeof retrying>>();
  return async ({ key, subject, request, context }: Call): Promise<Answer> => {
    const model = subject.ask();
    const budgets = [budget, ambient().budget].filter((each) => each !== null);
    const reserved = await setAside(budgets, model.id, request, undefined, key, context.cache);
    if (reserved.short !== null) halt.stop(reserved.short);
    let usage = null;
    let came: (usd: number) => void = () => {};
    try {
      if (halt.reason !== null) return null;
      if (pledges && reserved.usd > 0) came = await pledges.begin(key, reserved.usd);
      const caller = callers.get(model.id) ?? retrying(retry, onRetry);
      callers.set(model.id, caller);
      const { value: reply, attempts } = await caller(
        (turn: Turn) => atTurn(turn, (heard) => model.generate(request, { ...context, signal: halt.cut, heard })),
        halt.drain,
        () => pacing.of(model.id).turn(request, halt.drain),
      );
      usage = reply.usage;
      came(price(model.id, usage) ?? reserved.usd);
      streaks.note(model.id, null);
      noteSpent(model.id, usage);
      return { reply, attempts };
    } catch (error) {
      if (!(error instanceof GaveUp)) {
        if (halt.reason === null) throw error;
        // What was cut off may have been answered, and paid for, all the same.
        if (!halt.cut.aborted) came(0);
        return null;
      }
      came(0);
      streaks.note(model.id, error.cause);
      return { error: error.message, attempts: error.attempts };
    } finally {
      reserved.settle(usage);
    }
  };
}
