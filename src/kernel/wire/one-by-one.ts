import { setImmediate } from "node:timers/promises";
import { asBefore } from "../session/realm.ts";

/** What is done in the order it comes. */
export interface OneByOne<T> {
  add(item: T): void;
  /** Whether nothing waits behind what is being done. */
  isEmpty(): boolean;
  /** Forgets what waits. */
  clear(): void;
}

/**
 * Has `take` do one thing after the other, as long as `mayBegin`, each begun with built-ins as they
 * were before the first cell. `take` never rejects.
 */
export function oneByOne<T>(take: (item: T) => Promise<void>, mayBegin: () => boolean): OneByOne<T> {
  let waiting: T[] = [];
  let busy = false;
  const next = () => asBefore(() => waiting.shift());
  return {
    isEmpty: () => waiting.length === 0,
    clear: () => void (waiting = []),
    async add(item) {
      waiting.push(item);
      if (busy) return;
      busy = true;
      for (let item = next(); item !== undefined && mayBegin(); item = next()) {
        const each = item;
        await asBefore(() => take(each));
        // What was left running, and whoever interrupts or asks, have their turns before the next.
        await setImmediate();
      }
      busy = false;
    },
  };
}
