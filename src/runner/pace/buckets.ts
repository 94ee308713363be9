import type { Counted, RateLimit, RateLimits } from "../../models/limits/rate-limits.ts";
import { defaultRetry } from "../retry.ts";
import { afterHearing, afterSpending, levelAt, waitOf, type Bucket } from "./bucket.ts";
import type { Costs } from "./costs.ts";

/** What is left of a model's limits. */
export interface Buckets {
  readonly known: boolean;
  /**
   * How long until there is enough of each for a call, in ms; 0 where that is too long to wait for,
   * so that its server says so.
   */
  waitFor(costs: Costs): number;
  /** Takes out what a call costs. */
  spend(costs: Costs): Spent;
  /** Puts what a call did cost, which is under way no more, in place of what it was thought to. */
  settle(thought: Costs, cost: Costs): void;
  /** Takes up what an answer's headers say. */
  hear(limits: RateLimits, of: Spent): void;
  stand(): LimitStand[];
}

/** When a call was sent, and what all calls had cost by then, it included. */
interface Spent {
  at: number;
  before: Costs;
}

/** How one limit stands. */
export interface LimitStand {
  counted: Counted;
  limit: number;
  left: number;
  /** How long it takes to come back from nothing, in ms. */
  periodMs: number;
}

/** What is waited for at most, in ms, as where a server asks for it. */
const longestWaitMs = defaultRetry.longestMs;

/** No limit is known yet. */
export function openBuckets(now: () => number): Buckets {
  const buckets = new Map<Counted, Bucket>();
  /**
   * Of all calls that were sent, as they were thought to cost, whether a limit was known or not.
   */
  const sent: Costs = { requests: 0, tokens: 0, inputTokens: 0, outputTokens: 0 };
  const ended: Costs = { ...sent };
  const spendEach = (cost: (counted: Counted) => number) => {
    const at = now();
    for (const [counted, bucket] of buckets) buckets.set(counted, afterSpending(bucket, cost(counted), at));
  };
  return {
    get known() {
      return buckets.size > 0;
    },
    waitFor(costs) {
      const at = now();
      let longest = 0;
      for (const [counted, bucket] of buckets) longest = Math.max(longest, waitOf(bucket, costs[counted], at));
      return longest > longestWaitMs ? 0 : longest;
    },
    spend(costs) {
      spendEach((counted) => costs[counted]);
      for (const counted of Object.keys(sent) as Counted[]) sent[counted] += costs[counted];
      return { at: now(), before: { ...sent } };
    },
    settle(thought, cost) {
      spendEach((counted) => cost[counted] - thought[counted]);
      for (const counted of Object.keys(ended) as Counted[]) ended[counted] += thought[counted];
    },
    hear(limits, { at, before }) {
      for (const [counted, limit] of Object.entries(limits) as [Counted, RateLimit][]) {
        const others = { since: sent[counted] - before[counted], underWay: sent[counted] - ended[counted] };
        buckets.set(counted, afterHearing(buckets.get(counted) ?? null, limit, { at, ...others }, now()));
      }
    },
    stand: () =>
      [...buckets].map(([counted, bucket]) => {
        const left = Math.max(0, Math.floor(levelAt(bucket, now())));
        return { counted, limit: bucket.limit, left, periodMs: bucket.periodMs };
      }),
  };
}
