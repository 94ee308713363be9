import type { Sizes } from "./sizes.ts";
import { requestOf, type Waiter } from "./waiter.ts";

/** Calls gathered for the next batch of their model. */
export interface Gathering {
  add(waiter: Waiter): void;
  readonly size: number;
  /** Lets go of all that was gathered. */
  clear(): void;
}

interface Pile {
  waiters: Waiter[];
  bytes: number;
  timer: NodeJS.Timeout | null;
}

/**
 * Gathers calls by model, and hands them over when none was added for `quietMs` or when they fill a
 * batch.
 */
export function openGathering(quietMs: number, sizes: Sizes, handOver: (waiters: Waiter[]) => void): Gathering {
  const piles = new Map<string, Pile>();
  const empty = (pile: Pile): Waiter[] => {
    if (pile.timer !== null) clearTimeout(pile.timer);
    const { waiters } = pile;
    Object.assign(pile, { waiters: [], bytes: 0, timer: null });
    return waiters;
  };
  const flush = (pile: Pile) => {
    const waiters = empty(pile);
    if (waiters.length > 0) handOver(waiters);
  };
  return {
    add(waiter) {
      const { model } = waiter;
      const { limits, sizeOf } = model.batch!;
      const pile = piles.get(model.id) ?? { waiters: [], bytes: 0, timer: null };
      piles.set(model.id, pile);
      const bytes = sizeOf(requestOf(waiter));
      if (pile.bytes + bytes > limits.bytes) flush(pile);
      pile.waiters.push(waiter);
      pile.bytes += bytes;
      if (pile.waiters.length >= sizes.most(model)) flush(pile);
      else if (pile.timer === null) pile.timer = setTimeout(() => flush(pile), quietMs);
      else pile.timer.refresh();
    },
    get size() {
      return piles.values().reduce((sum, { waiters }) => sum + waiters.length, 0);
    },
    clear: () => void piles.forEach(empty),
  };
}
