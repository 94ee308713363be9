import type { RateLimit } from "../../models/limits/rate-limits.ts";

/**
 * What is left of one limit, as it is thought to be at the provider: it comes back evenly over a
 * period, or all at once at its end. Times are in ms of one clock.
 */
export interface Bucket {
  limit: number;
  /** How long it takes to come back from nothing. */
  periodMs: number;
  /** When all of it comes back at once; null where it does so evenly. */
  wholeAt: number | null;
  level: number;
  at: number;
  /** Taken out of it in all. */
  spent: number;
  /** The shortest and the longest period that a provider's words amounted to. */
  seen: readonly [number, number] | null;
}

/** When a call was sent, and what had been taken out until then, its own cost included. */
export interface Sent {
  at: number;
  spent: number;
}

/** What limits come back in, unless a provider's words amount to something else. */
const minuteMs = 60_000;

/** What is left now. */
export function levelAt({ limit, periodMs, wholeAt, level, at }: Bucket, now: number): number {
  if (wholeAt !== null) return now >= wholeAt ? limit : level;
  return Math.min(limit, level + ((now - at) * limit) / periodMs);
}

/** After taking out what a call costs; a negative cost puts it back. */
export function afterSpending(bucket: Bucket, cost: number, now: number): Bucket {
  return { ...bucket, level: levelAt(bucket, now) - cost, at: now, ...isNew(bucket, now), spent: bucket.spent + cost };
}

const isNew = ({ wholeAt, periodMs }: Bucket, now: number) =>
  wholeAt !== null && now >= wholeAt ? { wholeAt: now + periodMs } : {};

/** How long until so much is left, in ms; 0 where it is. What is more than all waits for all. */
export function waitOf(bucket: Bucket, cost: number, now: number): number {
  const lacking = Math.min(cost, bucket.limit) - levelAt(bucket, now);
  if (lacking <= 0) return 0;
  return bucket.wholeAt === null ? (lacking * bucket.periodMs) / bucket.limit : Math.max(1, bucket.wholeAt - now);
}

/**
 * After an answer's headers have told what was left when its call was admitted: what was sent since
 * is not told of yet, and what came back since is there by now. Less than was thought is believed
 * at once, more by and by, since answers overtake each other.
 */
export function afterHearing(
  before: Bucket | null,
  { limit, remaining, resetMs }: RateLimit,
  sent: Sent,
  now: number,
): Bucket {
  const fresh = { limit, periodMs: minuteMs, wholeAt: null, level: remaining, at: now, seen: null };
  const bucket: Bucket = before ?? { ...fresh, spent: sent.spent };
  const share = (limit - remaining) / limit;
  const period = resetMs !== null && resetMs > 0 && share > 0.02 ? resetMs / share : null;
  const seen = seenWith(bucket.seen, period, share, resetMs ?? 0);
  const weight = period === null ? 0 : Math.min(0.5, share);
  const periodMs = period === null ? bucket.periodMs : bucket.periodMs ** (1 - weight) * period ** weight;
  const steps = seen !== null && seen[1] / seen[0] > stepwise && resetMs !== null;
  const wholeAt = steps ? now + resetMs : null;
  const back = steps ? 0 : ((now - sent.at) * limit) / periodMs;
  const there = Math.min(limit, remaining + back - (bucket.spent - sent.spent));
  const thought = Math.min(limit, levelAt(bucket, now));
  const level = before === null || steps || there < thought ? there : thought + believed * (there - thought);
  return { limit, periodMs, wholeAt, level, at: now, spent: bucket.spent, seen };
}

/** Share of what is told to be there, beyond what was thought, that is believed of each answer. */
const believed = 0.25;

/** By how much periods differ where a limit comes back at once: then each is the time left. */
const stepwise = 4;

/** Times of a few seconds say nothing: they are often rounded to whole ones. */
function seenWith(seen: Bucket["seen"], period: number | null, share: number, resetMs: number): Bucket["seen"] {
  if (period === null || share < 0.2 || resetMs < 3000) return seen;
  return seen === null ? [period, period] : [Math.min(seen[0], period), Math.max(seen[1], period)];
}
