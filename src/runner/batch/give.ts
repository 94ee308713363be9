import { setTimeout as sleep } from "node:timers/promises";
import type { BatchState } from "../../models/batch/batch.ts";
import { ModelError, type Reply } from "../../models/model.ts";
import { showReply } from "../../models/show-reply.ts";
import type { Terms } from "../answer.ts";
import { noteSpent } from "../note-spent.ts";
import type { BatchLog, KeptBatch } from "./batch-log.ts";
import type { BatchOptions } from "./batch-options.ts";
import type { Sizes } from "./sizes.ts";
import type { Waiter, Waiting } from "./waiter.ts";

/** What those who wait for a batch get of it. */
export interface Giving {
  reply(waiter: Waiter, reply: Reply): void;
  /** No answer to one request: asked again where that may help. */
  nothing(waiter: Waiter, error: Error): Promise<void>;
  /** Nothing of the batch was ever asked: all is asked again. */
  back(): void;
  /** The provider took nothing of the batch; what it may take later is handed over again then. */
  problem(problem: NonNullable<BatchState["problem"]>): Promise<void>;
  /** What is left was canceled while it was waited for: it is not asked again in this pass. */
  canceled(): Promise<void>;
  /** The batch could not be looked at: its requests fail for this pass, and stay with it. */
  failure(error: ModelError): void;
}

interface GivingParts extends Terms {
  log: BatchLog;
  waiting: Waiting;
  options: Required<BatchOptions>;
  sizes: Sizes;
  again(waiters: readonly Waiter[]): void;
}

/** In how many batches of one pass a call may come to nothing before it is given up. */
const mostReturns = 3;

export function giving(parts: GivingParts, { tag, at, model, state }: KeptBatch): Giving {
  const { log, waiting, again, streaks, halt, onRetry } = parts;
  const waiters = waiting.of(tag);
  const attempt = (error: string | null) => [{ at, ms: Math.max(0, Date.now() - Date.parse(at)), error }];
  const fail = (waiter: Waiter, error: Error) => {
    streaks.note(model, error);
    waiters.delete(waiter.customId);
    waiter.end({ error: error.message, attempts: attempt(error.message) });
  };
  const back = () => {
    const all = [...waiters.values()];
    waiters.clear();
    again(all);
  };
  return {
    back,
    reply(waiter, reply) {
      waiters.delete(waiter.customId);
      streaks.note(model, null);
      noteSpent(model, reply.usage);
      waiter.end({ reply: showReply(reply), attempts: attempt(null) });
    },
    async nothing(waiter, error) {
      await log.note({ kind: "unanswered", tag, request: waiter.customId, why: error.message });
      const passing = error instanceof ModelError && error.retryable;
      if (!passing || ++waiter.returned >= mostReturns) return fail(waiter, error);
      waiters.delete(waiter.customId);
      again([waiter]);
    },
    async problem({ words, passing }) {
      await log.note({ kind: "void", tag, why: words });
      if (!passing) return waiters.values().forEach((waiter) => fail(waiter, new Error(words)));
      onRetry(words);
      await room(parts, model, waiters.size);
      back();
    },
    async canceled() {
      const why = "canceled";
      for (const request of waiters.keys()) await log.note({ kind: "unanswered", tag, request, why });
      halt.stop(`batch ${state?.id ?? tag} was canceled: the same again asks for what it left`);
    },
    failure(error) {
      const gone = `${error.message}: the key's account has no batch ${state?.id ?? tag}, or its results are no longer kept. Use the key that it was made with; or give it up with "parallax batches RUN --forget ${tag}", and its requests are asked (and paid for) again`;
      const failure = error.status === 404 ? new ModelError(gone, error) : error;
      for (const waiter of waiters.values()) fail(waiter, failure);
    },
  };
}

/**
 * Waits until what was too much at once may be taken: until another batch of the model has ended,
 * or, where none is under way, for a while, and in batches of half the size then.
 */
async function room({ log, waiting, sizes, options, halt }: GivingParts, model: string, size: number): Promise<void> {
  const beside = () =>
    log.batches.filter(
      ({ tag, state, ...batch }) => batch.model === model && state?.ended === false && waiting.of(tag).size > 0,
    ).length;
  const before = beside();
  if (before === 0) sizes.refused(model, size);
  do await sleep(options.pollMs, undefined, { signal: halt.drain });
  while (before > 0 && beside() >= before);
}
