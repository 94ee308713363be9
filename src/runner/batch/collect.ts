import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import type { BatchState } from "../../models/batch/batch.ts";
import { ModelError, type Model } from "../../models/model.ts";
import type { Terms } from "../answer.ts";
import type { BatchLog, KeptBatch } from "./batch-log.ts";
import type { BatchOptions } from "./batch-options.ts";
import { findLost } from "./find-lost.ts";
import { giving, type Giving } from "./give.ts";
import { patiently } from "./patiently.ts";
import type { Sizes } from "./sizes.ts";
import type { Waiter, Waiting } from "./waiter.ts";

export interface Collecting extends Terms {
  log: BatchLog;
  waiting: Waiting;
  options: Required<BatchOptions>;
  sizes: Sizes;
  /** Has calls asked in another batch. */
  again(waiters: readonly Waiter[]): void;
  /** Hears that a batch was looked at; whether it goes on. */
  looked(batch: KeptBatch, goesOn: boolean): void;
}

/**
 * Looks after one batch to its end, and answers those who wait for it as its results stream. What
 * is canceled meanwhile is not asked again; what was before a batch was `rejoined` is.
 */
export function collecting(parts: Collecting): (batch: KeptBatch, rejoined: boolean) => Promise<void> {
  return async (batch, rejoined) => {
    const waiters = parts.waiting.of(batch.tag);
    const first = waiters.values().next().value;
    if (first === undefined) return;
    const give = giving(parts, batch);
    try {
      let before = rejoined ? null : false;
      const state = await endOf(parts, batch, first.model, ({ canceled }) => (before ??= canceled));
      if (state === null) return give.back();
      if (state.problem !== null) return await give.problem(state.problem);
      parts.sizes.taken(batch.model);
      const left = state.canceled && before === false ? async () => {} : give.nothing;
      while (waiters.size > 0 && parts.halt.reason === null) {
        await stream(parts, batch, first.model, { ...give, nothing: left });
        if (left !== give.nothing && waiters.size > 0) await give.canceled();
      }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      give.failure(error);
    }
  };
}

/**
 * A batch once it has ended; null where the provider has none. Looks for it first where its
 * creation was not answered.
 */
async function endOf(
  parts: Collecting,
  batch: KeptBatch,
  model: Model,
  seen: (state: BatchState) => void,
): Promise<BatchState | null> {
  const { log, halt, options, looked } = parts;
  const { tag } = batch;
  const door = model.batch!;
  for (let wait = Math.min(firstPollMs, options.pollMs); ; wait = Math.min(1.5 * wait, options.pollMs)) {
    if (batch.state === null && (await findLost(parts, log, batch, model)) === null) {
      await log.note({ kind: "void", tag, why: "it never reached the provider" });
      return null;
    }
    const before = batch.state!;
    const state = await patiently(parts, () => door.state(before.id, halt.drain));
    const changed = (["word", "answered", "failed"] as const).some((name) => state[name] !== before[name]);
    if (changed) await log.note({ kind: "state", tag, state });
    looked(batch, !state.ended);
    seen(state);
    if (!state.ended) await sleep(wait, undefined, { signal: halt.drain });
    else if (batch.sure || (await patiently(parts, () => door.holds(state.id, batch.requests, halt.drain))))
      return state;
    else await log.note({ kind: "foreign", tag, id: state.id });
  }
}

const firstPollMs = 5000;

/** Streams an ended batch's results once; who waited and is not among them is asked again. */
async function stream(parts: Collecting, { tag, state }: KeptBatch, model: Model, give: Giving): Promise<void> {
  const { halt, waiting } = parts;
  const waiters = waiting.of(tag);
  await patiently(parts, async () => {
    const expected = [...waiters.values()];
    const requestOf = (customId: string) => waiters.get(customId)?.call.request;
    let count = 0;
    for await (const outcome of model.batch!.outcomes(state!.id, requestOf, halt.drain)) {
      const waiter = waiters.get(outcome.customId)!;
      if (outcome.reply === undefined) await give.nothing(waiter, outcome.error);
      else give.reply(waiter, outcome.reply);
      // What was answered is written meanwhile, so that few replies are held at once.
      if (++count % 100 === 0) await turn();
    }
    for (const waiter of expected) if (waiters.get(waiter.customId) === waiter) await give.nothing(waiter, missing);
  });
}

const missing = new ModelError("its batch ended without a word of it", { retryable: true });
