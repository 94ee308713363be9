import type { Usage } from "../models/model.ts";
import { addCacheUse, cacheUseOf, type CacheUse } from "./cache-use.ts";

/**
 * What replies used and cost: tokens as far as providers said, USD at catalogue prices, null where
 * any of it is unknown.
 */
export interface Spend {
  usd: number | null;
  inputTokens: number;
  outputTokens: number;
  replies: number;
  /** What their providers' prompt caches came to; absent where they were not used. */
  promptCache?: CacheUse;
}

/** What was spent in this process, in all and by model. Shows itself as a table. */
export interface Spent extends Spend {
  byModel: Record<string, Spend>;
  /** What `session.budget` has left, in USD; null without one. */
  leftUsd: number | null;
}

export function nothingSpent(): Spend {
  return { usd: 0, inputTokens: 0, outputTokens: 0, replies: 0 };
}

/** Adds one reply of a model to a spend, in place. */
export function addReply(spend: Spend, model: string, usage: Usage, usd: number | null): void {
  const { input, output } = usage;
  const one = { usd, inputTokens: input ?? 0, outputTokens: output ?? 0, replies: 1 };
  addSpend(spend, { ...one, ...cacheUseOf(model, usage) });
}

/** Adds a spend to another, in place. */
export function addSpend(to: Spend, { usd, inputTokens, outputTokens, replies, promptCache }: Spend): void {
  to.usd = to.usd === null || usd === null ? null : to.usd + usd;
  to.inputTokens += inputTokens;
  to.outputTokens += outputTokens;
  to.replies += replies;
  addCacheUse(to, promptCache);
}
