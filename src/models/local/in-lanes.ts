interface Waiting<K> {
  key: K;
  start: (lane: number, cost: number) => void;
}

/**
 * Work for a lane: what it costs there, and by how much more than in the lane that is best for it.
 */
interface Chosen<K> {
  entry: Waiting<K>;
  cost: number;
  more: number;
}

/** Runs one work at a time in its lane, and says then which keys wait. */
type InLanes<K> = <T>(
  key: K,
  work: (lane: number, waiting: readonly K[]) => Promise<T>,
  signal?: AbortSignal,
) => Promise<T>;

/**
 * Runs work in a number of lanes, one at a time in each. A free lane takes the work that no other
 * lane has less to do for, of that what costs least, ties in order of arrival; it takes what is
 * better done elsewhere only where nothing else waits, and leaves to a busy lane what that one
 * would have done sooner even after its present work. An aborted signal rejects at once, and takes
 * the work out of the queue if it has not begun.
 */
export function inLanes<K>(count: number, cost: (lane: number, key: K) => number): InLanes<K> {
  const waiting: Waiting<K>[] = [];
  const loads = Array.from({ length: count }, () => 0);

  const choose = (lane: number): Chosen<K> | null => {
    let chosen: Chosen<K> | null = null;
    for (const entry of waiting) {
      const costs = loads.map((_, each) => cost(each, entry.key));
      const here = costs[lane]!;
      if (loads.some((load, other) => other !== lane && load + costs[other]! < here)) continue;
      const more = here - Math.min(...costs);
      if (chosen === null || more < chosen.more || (more === chosen.more && here < chosen.cost))
        chosen = { entry, cost: here, more };
    }
    return chosen;
  };
  const dispatch = (): void => {
    for (let lane = 0; lane < count && waiting.length > 0; lane++) {
      const chosen = loads[lane] === 0 ? choose(lane) : null;
      if (chosen === null) continue;
      waiting.splice(waiting.indexOf(chosen.entry), 1);
      chosen.entry.start(lane, chosen.cost);
      // What a lane passed over for this one may now be best done there.
      lane = -1;
    }
  };
  return (key, work, signal) =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        const index = waiting.indexOf(entry);
        if (index >= 0) waiting.splice(index, 1);
        reject(new DOMException("the call was aborted", "AbortError"));
      };
      const entry: Waiting<K> = {
        key,
        start: (lane, cost) => {
          loads[lane] = Math.max(cost, 1);
          void work(
            lane,
            waiting.map(({ key }) => key),
          )
            .then(resolve, reject)
            .finally(() => {
              loads[lane] = 0;
              signal?.removeEventListener("abort", leave);
              dispatch();
            });
        },
      };
      if (signal?.aborted) return leave();
      signal?.addEventListener("abort", leave, { once: true });
      waiting.push(entry);
      // Calls made together are all in the queue before the first is chosen.
      setImmediate(dispatch);
    });
}
