import type { Wire } from "./provider-bodies.ts";

/** Test support: what a provider allows, by buckets that refill evenly over a period. */
export interface Allowance {
  /** Null where all of it is there, and then taken out; else how long until it is, in ms. */
  take(cost: Record<string, number>): number | null;
  /** In the form of a provider's headers. */
  headersOf(wire: Wire): Record<string, string>;
}

/** Full buckets. */
export function openAllowance(limits: Record<string, number>, periodMs: number): Allowance {
  const buckets = Object.entries(limits).map(([name, limit]) => ({ name, limit, level: limit, at: performance.now() }));
  const levelOf = ({ limit, level, at }: (typeof buckets)[number]) =>
    Math.min(limit, level + ((performance.now() - at) * limit) / periodMs);
  return {
    take(cost) {
      const short = buckets.find((bucket) => levelOf(bucket) < cost[bucket.name]!);
      if (short !== undefined) return ((cost[short.name]! - levelOf(short)) * periodMs) / short.limit;
      for (const bucket of buckets) {
        bucket.level = levelOf(bucket) - cost[bucket.name]!;
        bucket.at = performance.now();
      }
      return null;
    },
    headersOf: (wire) =>
      Object.fromEntries(
        buckets.flatMap((bucket) => {
          const level = levelOf(bucket);
          const resetMs = ((bucket.limit - level) * periodMs) / bucket.limit;
          return headerOf(wire, bucket.name, bucket.limit, Math.max(0, Math.floor(level)), resetMs);
        }),
      ),
  };
}

function headerOf(wire: Wire, name: string, limit: number, remaining: number, resetMs: number): [string, string][] {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (wire === "messages")
    return [
      [`anthropic-ratelimit-${dashed}-limit`, String(limit)],
      [`anthropic-ratelimit-${dashed}-remaining`, String(remaining)],
      [`anthropic-ratelimit-${dashed}-reset`, new Date(Date.now() + resetMs).toISOString()],
    ];
  return [
    [`x-ratelimit-limit-${dashed}`, String(limit)],
    [`x-ratelimit-remaining-${dashed}`, String(remaining)],
    [`x-ratelimit-reset-${dashed}`, resetMs < 1000 ? `${Math.round(resetMs)}ms` : `${Math.round(resetMs) / 1000}s`],
  ];
}
