interface Waiting<K> {
  key: K;
  start: (lane: number, cost: number) => void;
}

/**
 * Runs work in a number of lanes, one at a time in each. A free lane takes the work that costs
 * least there, ties in order of arrival, but leaves to a busy lane what that one would have done
 * sooner even after its present work. An aborted signal rejects at once, and takes the work out of
 * the queue if it has not begun.
 */
export function inLanes<K>(
  count: number,
  cost: (lane: number, key: K) => number,
): <T>(key: K, work: (lane: number) => Promise<T>, signal?: AbortSignal) => Promise<T> {
  const waiting: Waiting<K>[] = [];
  const loads = Array.from({ length: count }, () => 0);

  const choose = (lane: number): { entry: Waiting<K>; cost: number } | null => {
    let chosen: { entry: Waiting<K>; cost: number } | null = null;
    for (const entry of waiting) {
      const here = cost(lane, entry.key);
      const sooner = loads.some((load, other) => other !== lane && load + cost(other, entry.key) < here);
      if (!sooner && (chosen === null || here < chosen.cost)) chosen = { entry, cost: here };
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
          void work(lane)
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
