import { randomUUID } from "node:crypto";
import { reasonOf } from "../../lib/in-words.ts";
import type { BatchRequest } from "../../models/batch/batch.ts";
import { ModelError, type Request } from "../../models/model.ts";
import type { Terms } from "../answer.ts";
import type { BatchLog, BatchUser, KeptBatch } from "./batch-log.ts";
import { findLost } from "./find-lost.ts";
import { requestOf, type Waiter, type Waiting } from "./waiter.ts";

export interface HandingOver extends Terms {
  log: BatchLog;
  waiting: Waiting;
  of: BatchUser;
  /** Looks after a batch from here on. */
  watch(batch: KeptBatch): void;
}

/**
 * Hands calls over as one batch: noted first, so that a batch whose creation is never answered is
 * looked for before any of it is handed over again.
 */
export function handingOver(parts: HandingOver): (waiters: readonly Waiter[]) => Promise<void> {
  const { log, waiting, of, watch, halt, streaks, retry, onRetry } = parts;
  return async (waiters) => {
    const { model } = waiters[0]!;
    const tag = randomUUID();
    await log.note({ kind: "intent", tag, of, model: model.id, requests: waiters.map(({ customId }) => customId) });
    for (const waiter of waiters) waiting.join(tag, waiter);
    const batch = log.batches.find((each) => each.tag === tag)!;
    const requests = waiters.map(requestOf).toSorted(byBeginning);
    const errors: string[] = [];
    const create = async (): Promise<boolean> => {
      try {
        const state = await model.batch!.create(tag, requests, halt.cut);
        await log.note({ kind: "created", tag, state, sure: true });
        return true;
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        errors.push(error.message);
        streaks.note(model.id, error);
        if (!error.retryable) await log.note({ kind: "void", tag, why: error.message });
        else onRetry(error.message);
        return false;
      }
    };
    while (!(await create())) {
      const over = batch.void !== null || errors.length >= retry.attempts;
      if (!over && (await findLost(parts, log, batch, model)) === null) continue;
      if (!over) break;
      return refuse(batch, errors);
    }
    streaks.note(model.id, null);
    watch(batch);
  };

  /** Tells all who wait why their batch is not to be had. */
  function refuse({ tag, at }: KeptBatch, errors: string[]): void {
    const attempts = errors.map((error) => ({ at, ms: 0, error }));
    const error = `the batch could not be handed over: ${reasonOf(new Error(errors.at(-1)))}`;
    const waiters = waiting.of(tag);
    for (const waiter of waiters.values()) waiter.end({ error, attempts });
    waiters.clear();
  }
}

/** Prompts that begin alike follow one another, so that the provider may have read the first. */
function byBeginning({ cache: a }: BatchRequest<Request>, { cache: b }: BatchRequest<Request>): number {
  const [first, second] = [a?.key ?? "", b?.key ?? ""];
  return first === second ? 0 : first < second ? -1 : 1;
}
