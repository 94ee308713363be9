import type { Counted, RateLimit, RateLimits } from "../../models/limits/rate-limits.ts";
import { afterHearing, afterSpending, levelAt, waitOf, type Bucket, type Sent } from "./bucket.ts";
import type { Costs } from "./costs.ts";

/** What is left of a model's limits. */
export interface Buckets {
  readonly known: boolean;
  /** How long until there is enough of each for a call, in ms. */
  waitFor(costs: Costs): number;
  /** Takes out what a call costs; gives when and after how much that was. */
  spend(costs: Costs): (counted: Counted) => Sent;
  /** Puts what a call did cost in place of what it was thought to. */
  settle(thought: Costs, cost: Costs): void;
  /** Takes up what an answer's headers say. */
  hear(limits: RateLimits, sentOf: (counted: Counted) => Sent): void;
  stand(): LimitStand[];
}

/** How one limit stands. */
export interface LimitStand {
  counted: Counted;
  limit: number;
  left: number;
  /** How long it takes to come back from nothing, in ms. */
  periodMs: number;
}

/** No limit is known yet. */
export function openBuckets(now: () => number): Buckets {
  const buckets = new Map<Counted, Bucket>();
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
      return longest;
    },
    spend(costs) {
      const at = now();
      spendEach((counted) => costs[counted]);
      const spent = new Map(buckets.entries().map(([counted, bucket]) => [counted, bucket.spent]));
      return (counted) => ({ at, spent: spent.get(counted) ?? 0 });
    },
    settle: (thought, cost) => spendEach((counted) => cost[counted] - thought[counted]),
    hear(limits, sentOf) {
      for (const [counted, limit] of Object.entries(limits) as [Counted, RateLimit][])
        buckets.set(counted, afterHearing(buckets.get(counted) ?? null, limit, sentOf(counted), now()));
    },
    stand: () =>
      [...buckets].map(([counted, bucket]) => {
        const left = Math.max(0, Math.floor(levelAt(bucket, now())));
        return { counted, limit: bucket.limit, left, periodMs: bucket.periodMs };
      }),
  };
}
