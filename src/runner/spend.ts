import type { Usage } from "../models/model.ts";

/**
 * What replies used and cost: tokens as far as providers said, USD at catalogue prices, null where
 * any of it is unknown.
 */
export interface Spend {
  usd: number | null;
  inputTokens: number;
  outputTokens: number;
  replies: number;
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

/** Adds one reply to a spend, in place. */
export function addReply(spend: Spend, { input, output }: Usage, usd: number | null): void {
  addSpend(spend, { usd, inputTokens: input ?? 0, outputTokens: output ?? 0, replies: 1 });
}

/** Adds a spend to another, in place. */
export function addSpend(to: Spend, { usd, inputTokens, outputTokens, replies }: Spend): void {
  to.usd = to.usd === null || usd === null ? null : to.usd + usd;
  to.inputTokens += inputTokens;
  to.outputTokens += outputTokens;
  to.replies += replies;
}
