import { addCacheUse, cacheUseOf } from "./cache-use.ts";
import type { Answered, Run } from "./trial.ts";

/**
 * Adds a reply of a model to a summary, in place: its tokens, and where it was not cached what it
 * cost.
 */
export function countReply(summary: Run["summary"], model: string, { reply, cached, usd }: Answered): void {
  summary.inputTokens += reply.usage.input ?? 0;
  summary.outputTokens += reply.usage.output ?? 0;
  if (cached) return;
  summary.usd = summary.usd === null || usd === null ? null : summary.usd + usd;
  addCacheUse(summary, cacheUseOf(model, reply.usage).promptCache);
}
