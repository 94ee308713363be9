/** Those who wait for their turn, first come, first served. */
export interface Line<Item> {
  readonly length: number;
  /**
   * Resolves with what came of one's turn. Throws an AbortError when the signal is aborted first.
   */
  wait<Turn>(item: Item, begin: () => Turn, signal: AbortSignal): Promise<Turn>;
  /** Lets go whoever can. */
  look(): void;
}

/** How long to wait, in ms, at most before looking again: there may be more than was thought. */
const longestLookMs = 1000;

/**
 * Nobody waits. `waitOf` says how long an item has to, in ms; `left` is told when some have gone.
 */
export function openLine<Item>(waitOf: (item: Item) => number, left: () => void): Line<Item> {
  const waiting: { item: Item; go(): void }[] = [];
  let timer: NodeJS.Timeout | null = null;
  const rest = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const look = () => {
    rest();
    const before = waiting.length;
    // A turn takes out what it costs before the next is looked at.
    while (waiting.length > 0 && waitOf(waiting[0]!.item) === 0) waiting.shift()!.go();
    if (waiting.length > 0) timer = setTimeout(look, Math.max(1, Math.min(longestLookMs, waitOf(waiting[0]!.item))));
    if (waiting.length < before) left();
  };
  return {
    get length() {
      return waiting.length;
    },
    look,
    wait<Turn>(item: Item, begin: () => Turn, signal: AbortSignal): Promise<Turn> {
      const { promise, resolve, reject } = Promise.withResolvers<Turn>();
      const entry = { item, go: () => resolve(begin()) };
      const leave = () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
        if (waiting.length === 0) rest();
        reject(new DOMException("the call was aborted", "AbortError"));
      };
      waiting.push(entry);
      signal.addEventListener("abort", leave, { once: true });
      if (timer === null) look();
      return promise.finally(() => signal.removeEventListener("abort", leave));
    },
  };
}
