import { lazy } from "../../lib/lazy.ts";
import { ambient } from "../ambient.ts";
import type { Answer, Call, Terms } from "../answer.ts";
import type { Halt } from "../halt.ts";
import { setAside } from "../set-aside.ts";
import { openBatchLog, type BatchLog, type BatchUser, type KeptBatch } from "./batch-log.ts";
import type { BatchOptions } from "./batch-options.ts";
import { collecting } from "./collect.ts";
import { openGathering } from "./gather.ts";
import { handingOver } from "./hand-over.ts";
import { isAbort } from "./patiently.ts";
import { openSizes } from "./sizes.ts";
import { openWaiting } from "./waiter.ts";

/** Batches under way: how many, and their requests. */
export interface BatchCounts {
  underWay: number;
  asked: number;
  answered: number;
}

export interface BatchingParts extends Terms {
  /** The log: `batches.jsonl` in a run's folder. */
  file: string;
  of: BatchUser;
  /** Whose calls these are: requests are named by it. */
  owner: string;
  options: Required<BatchOptions>;
  onBatches(counts: BatchCounts): void;
}

/** Asks by batches. */
export interface Batching {
  /** Resolves when the batch that the call is in has ended, maybe in a day; in null when halted. */
  answer(call: Call): Promise<Answer>;
  /** Waits for what is being handed over. Throws what went wrong on the way. */
  close(): Promise<void>;
}

/**
 * Asks by a provider's batches in place of one call at a time. Calls are gathered until none is
 * added for a while or a batch is full, noted in the log, handed over, and answered as the
 * results of their batch stream in. A call that an earlier pass handed over waits for that batch;
 * only what came to nothing is asked again.
 */
export async function openBatching(parts: BatchingParts): Promise<Batching> {
  const { owner, file, options, halt, budget } = parts;
  const log = await openBatchLog(file);
  const waiting = openWaiting();
  const tasks = openTasks((error) => halt.stop(error.message));
  const underWay = openUnderWay(log, options, parts.onBatches);

  const sizes = openSizes();
  const gathering = openGathering(options.gatherMs, sizes, (waiters) => tasks.begin(handOver(waiters)));
  const again = (waiters: Parameters<typeof handOver>[0]) => waiters.forEach((waiter) => gathering.add(waiter));
  const collect = collecting({ ...parts, log, waiting, sizes, again, looked: underWay.looked });
  const watch = (batch: KeptBatch, isRejoined: boolean) => {
    if (underWay.begin(batch)) tasks.begin(collect(batch, isRejoined).finally(() => underWay.end(batch)));
  };
  const handOver = handingOver({ ...parts, log, waiting, watch: (batch) => watch(batch, false) });
  const rejoined = openRejoined(options.gatherMs, (batch) => watch(batch, true));

  const release = () => {
    for (const waiter of waiting.all()) waiter.end(null);
    gathering.clear();
    rejoined.clear();
  };
  halt.drain.addEventListener("abort", release, { once: true });
  const idling = setInterval(() => gathering.size === 0 && underWay.stopIdle(halt), options.gatherMs);

  const close = lazy(async () => {
    clearInterval(idling);
    halt.drain.removeEventListener("abort", release);
    release();
    await tasks.ended();
    await log.close();
    tasks.check();
  });

  return {
    async answer(call) {
      if (halt.reason !== null) return null;
      const model = call.subject.ask();
      const customId = nameOf(owner, call);
      const handed = log.holding(customId);
      const budgets = [budget, ambient().budget].filter((each) => each !== null);
      const how = { tier: "batch", owed: handed !== null } as const;
      const { short, settle } = await setAside(budgets, model.id, call.request, how, call.key, call.context.cache);
      if (short !== null) halt.stop(short);
      if (halt.drain.aborted) {
        settle(null);
        return null;
      }
      const waiter = waiting.begin({ call, model, customId, settle });
      underWay.touch();
      if (handed === null) gathering.add(waiter);
      else {
        waiting.join(handed.tag, waiter);
        rejoined.add(handed);
      }
      return waiter.answered;
    },
    close,
  };
}

/**
 * Looks after batches of an earlier pass in a moment, so that all who wait for one are known first.
 */
function openRejoined(ms: number, watch: (batch: KeptBatch) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    add(batch: KeptBatch): void {
      const timer = timers.get(batch.tag);
      if (timer === undefined)
        timers.set(
          batch.tag,
          setTimeout(() => watch(batch), ms),
        );
      else timer.refresh();
    },
    clear: () => timers.values().forEach(clearTimeout),
  };
}

/** What a call's result is known by: at most 64 characters, as both providers have it. */
const nameOf = (owner: string, { key }: Call): string => `${owner.slice(0, 16)}-${key.slice(0, 40)}`;

/** What goes on in the background; the first error ends it all. */
function openTasks(fail: (error: Error) => void) {
  const busy = new Set<Promise<void>>();
  let broken: Error | null = null;
  return {
    begin(task: Promise<void>): void {
      const settled = task
        .catch((error: Error) => {
          if (isAbort(error)) return;
          broken ??= error;
          fail(error);
        })
        .finally(() => busy.delete(settled));
      busy.add(settled);
    },
    async ended(): Promise<void> {
      while (busy.size > 0) await Promise.all(busy);
    },
    check(): void {
      if (broken !== null) throw broken;
    },
  };
}

/** Batches that are looked after in this pass. */
function openUnderWay(
  log: BatchLog,
  { wait, gatherMs }: Required<BatchOptions>,
  onBatches: BatchingParts["onBatches"],
) {
  const watched = new Map<string, { goesOn: boolean }>();
  let touched = performance.now();
  const tell = () => {
    touched = performance.now();
    const open = log.batches.filter(({ tag, state }) => watched.has(tag) && state?.ended === false);
    const sum = (of: "asked" | "answered") => open.reduce((total, { state }) => total + state![of], 0);
    onBatches({ underWay: open.length, asked: sum("asked"), answered: sum("answered") });
  };
  return {
    touch: () => void (touched = performance.now()),
    begin(batch: KeptBatch): boolean {
      if (watched.has(batch.tag)) return false;
      watched.set(batch.tag, { goesOn: false });
      tell();
      return true;
    },
    looked(batch: KeptBatch, goesOn: boolean): void {
      const before = watched.get(batch.tag)?.goesOn;
      watched.set(batch.tag, { goesOn });
      if (before !== goesOn) tell();
    },
    end(batch: KeptBatch): void {
      watched.delete(batch.tag);
      tell();
    },
    /** Stops where there is nothing to do but wait, and one does not want to. */
    stopIdle(halt: Halt): void {
      const still = watched.size > 0 && watched.values().every(({ goesOn }) => goesOn);
      if (wait || !still || performance.now() - touched < 2 * gatherMs) return;
      halt.stop(watched.size === 1 ? "a batch is under way" : `${watched.size} batches are under way`);
    },
  };
}
