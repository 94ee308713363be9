import type { Answered, Run } from "./trial.ts";

/** Adds a reply's tokens to a summary, and where it was not cached what it cost, in place. */
export function countReply(summary: Run["summary"], { reply, cached, usd }: Answered): void {
  summary.inputTokens += reply.usage.input ?? 0;
  summary.outputTokens += reply.usage.output ?? 0;
  if (!cached) summary.usd = summary.usd === null || usd === null ? null : summary.usd + usd;
}
