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
  /** Since when the period is only supposed; null once a provider's words have amounted to one. */
  supposedFrom: number | null;
  /** The shortest and the longest period that a provider's words amounted to. */
  seen: readonly [number, number] | null;
}

/** When a call was sent, and what others were thought to take out. */
export interface Sent {
  at: number;
  /** Those that were sent since. */
  since: number;
  /** Those that are under way, some of which may be admitted later though they were sent before. */
  underWay: number;
}

/** What limits come back in, unless a provider's words amount to something else. */
const minuteMs = 60_000;

/** What is left now. */
export function levelAt({ limit, periodMs, wholeAt, level, at }: Bucket, now: number): number {
  if (wholeAt !== null) return now >= wholeAt ? limit : Math.min(limit, level);
  return Math.min(limit, level + ((now - at) * limit) / periodMs);
}

/** After taking out what a call costs; a negative cost puts it back. */
export function afterSpending(bucket: Bucket, cost: number, now: number): Bucket {
  return { ...bucket, level: levelAt(bucket, now) - cost, at: now, ...isNew(bucket, now) };
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
 * After an answer's headers have told what was left when its call was admitted: at least so much is
 * there less all that may have been admitted since, and at most that less what was sent since, with
 * all that came back. What was thought stands where it lies between the two.
 */
export function afterHearing(
  before: Bucket | null,
  { limit, remaining, resetMs }: RateLimit,
  sent: Sent,
  now: number,
): Bucket {
  const bucket = before ?? { ...unknown, limit, at: now, supposedFrom: now };
  const share = (limit - remaining) / limit;
  const period = resetMs !== null && resetMs > 0 && share > 0.02 ? resetMs / share : null;
  const seen = seenWith(bucket.seen, period, share, resetMs ?? 0);
  const weight = period === null ? 0 : bucket.supposedFrom === null ? Math.min(0.5, share) : 1;
  const periodMs = bucket.periodMs ** (1 - weight) * (period ?? 1) ** weight;
  // What came back while the period was only supposed was more, or less, than was thought.
  const missed = weight === 1 ? (now - bucket.supposedFrom!) * limit * (1 / periodMs - 1 / bucket.periodMs) : 0;
  const steps = seen !== null && seen[1] / seen[0] > stepwise && resetMs !== null;
  const least = remaining - Math.max(sent.since, sent.underWay);
  const back = steps ? 0 : ((now - sent.at) * limit) / periodMs;
  const most = remaining - sent.since + back;
  const level = Math.min(limit, most, Math.max(least, levelAt(bucket, now) + missed));
  const supposedFrom = weight === 1 ? null : bucket.supposedFrom;
  return { limit, periodMs, wholeAt: steps ? now + resetMs : null, level, at: now, supposedFrom, seen };
}

const unknown = { periodMs: minuteMs, wholeAt: null, level: -Infinity, seen: null };

/** By how much periods differ where a limit comes back at once: then each is the time left. */
const stepwise = 4;

/** Times of a few seconds say nothing: they are often rounded to whole ones. */
function seenWith(seen: Bucket["seen"], period: number | null, share: number, resetMs: number): Bucket["seen"] {
  if (period === null || share < 0.2 || resetMs < 3000) return seen;
  return seen === null ? [period, period] : [Math.min(seen[0], period), Math.max(seen[1], period)];
}
