import type { RateLimits } from "../../models/limits/rate-limits.ts";
import type { Request, Usage } from "../../models/model.ts";
import { openBuckets, type LimitStand } from "./buckets.ts";
import { openLearner, type Costs } from "./costs.ts";
import { openLine } from "./line.ts";
import { afterRefusal, afterReply, openWindow, type Bounds } from "./window.ts";

/** One call that has its turn. */
export interface Turn {
  /** What its answer's headers say. */
  heard(limits: RateLimits): void;
  /** It was answered. */
  replied(usage: Usage): void;
  /** It was refused for a rate, with status 429. */
  refused(): void;
  /** It came to nothing else. */
  failed(): void;
}

/** How calls of one model, with one key, are spread over what its provider's limits allow. */
export interface Pace {
  /** Whether its provider has said what the limits are: without, calls go at once. */
  readonly known: boolean;
  /** Whether another trial may begin: the provider has room, and few wait. */
  hasRoom(underWay: number): boolean;
  /** Resolves when a call may be made. Throws an AbortError when the signal is aborted first. */
  turn(request: Request, signal: AbortSignal): Promise<Turn>;
  stand(): PaceStand;
}

/** How a model's limits stand. */
export interface PaceStand {
  /** Calls that wait for their turn. */
  waiting: number;
  /** Trials that may be under way at once. */
  most: number;
  /** Of each limit that its provider has told. */
  limits: LimitStand[];
}

/** As many may wait for a turn, so that none is missed. */
const enoughWaiting = 4;

/** What a call that came to nothing costs. */
const nothing: Costs = { requests: 1, tokens: 0, inputTokens: 0, outputTokens: 0 };

/**
 * A model's pace: nothing known yet. `changed` is told when another trial may begin. `now` is in
 * ms.
 */
export function openPace(
  { readsAreFree, bounds }: { readsAreFree: boolean; bounds: Bounds },
  changed: () => void,
  now: () => number = () => performance.now(),
): Pace {
  const buckets = openBuckets(now);
  const learner = openLearner(readsAreFree);
  const line = openLine(buckets.waitFor, changed);
  let window = openWindow(bounds);
  let lately = 0;
  const begin = (request: Request, costs: Costs): Turn => {
    const at = now();
    const spent = buckets.spend(costs);
    return {
      heard(limits) {
        buckets.hear(limits, spent);
        line.look();
        changed();
      },
      replied(usage) {
        buckets.settle(costs, learner.learn(request, usage) ?? costs);
        const full = lately >= Math.floor(window.size);
        if (buckets.known && line.length === 0 && full) window = afterReply(window, bounds);
        line.look();
      },
      refused() {
        if (buckets.known) window = afterRefusal(window, at, now());
        buckets.settle(costs, nothing);
      },
      failed: () => buckets.settle(costs, nothing),
    };
  };
  return {
    get known() {
      return buckets.known;
    },
    hasRoom(underWay) {
      lately = underWay;
      return underWay < Math.floor(window.size) && line.length < enoughWaiting;
    },
    async turn(request, signal) {
      const costs = learner.guess(request);
      if (signal.aborted) throw new DOMException("the call was aborted", "AbortError");
      if (line.length === 0 && buckets.waitFor(costs) === 0) return begin(request, costs);
      return line.wait(costs, () => begin(request, costs), signal);
    },
    stand: () => ({ waiting: line.length, most: Math.floor(window.size), limits: buckets.stand() }),
  };
}
