/** What a provider says of one of its limits. */
export interface RateLimit {
  /** The most at once, which is also what comes back in a period: a minute, or a day. */
  limit: number;
  remaining: number;
  /** Until all of it is back, in ms; null where it does not say. */
  resetMs: number | null;
}

/** What the limits of a model and key are counted in. */
export type Counted = "requests" | "tokens" | "inputTokens" | "outputTokens";

/** What an answer's headers say of rate limits; only what they say. */
export type RateLimits = Partial<Record<Counted, RateLimit>>;
