import type { Counted } from "../../models/limits/rate-limits.ts";
import type { Request, Usage } from "../../models/model.ts";
import { guessTokens } from "../forecast.ts";

/** What a call takes out of each limit. */
export type Costs = Record<Counted, number>;

/** Learns what a model's calls cost from what its replies used. */
export interface Learner {
  guess(request: Request): Costs;
  /** What a call did cost; null where its reply does not say. */
  learn(request: Request, usage: Usage): Costs | null;
}

/** A reply's tokens before there was one. */
const firstReply = 500;
/** A forced choice's. */
const choiceReply = 16;
/** Share of each reply in what is thought of the next. */
const share = 0.1;

/**
 * Costs of one model's calls. A limit of tokens in all is OpenAI's, which counts the longest reply
 * that a call allows before it is made. What is read from a provider's prompt cache is not counted
 * against Anthropic's limit of input.
 */
export function openLearner(readsAreFree: boolean): Learner {
  let ratio: number | null = null;
  let output: number | null = null;
  const toward = (before: number | null, now: number) => (before === null ? now : before + share * (now - before));
  const costs = (input: number, out: number): Costs => ({
    requests: 1,
    tokens: input + out,
    inputTokens: input,
    outputTokens: out,
  });
  return {
    guess(request) {
      const most = request.choices === null ? request.params.maxTokens : choiceReply;
      const input = (ratio ?? 1) * guessTokens(request);
      const likely = Math.min(most ?? Infinity, output ?? firstReply);
      return { ...costs(input, likely), tokens: input + (most ?? likely) };
    },
    learn(request, usage) {
      if (usage.input === null || usage.output === null) return null;
      // More may be said to be read from a cache than there was.
      const counted = readsAreFree ? Math.max(0, usage.input - (usage.cachedInput ?? 0)) : usage.input;
      ratio = toward(ratio, counted / Math.max(1, guessTokens(request)));
      output = toward(output, usage.output);
      return costs(counted, usage.output);
    },
  };
}
