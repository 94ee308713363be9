import { modelFacts } from "./catalogue.ts";
import type { Tier, Usage } from "./model.ts";

/** Whether what a model's replies cost can be told. */
export const isPriced = (id: string): boolean =>
  price(id, { input: 1, output: 1, cachedInput: null, reasoning: null }) !== null;

/**
 * What a reply cost, in USD at catalogue prices: 0 for local and simulated models, null where the
 * price or the token counts are not known. Cached input is at its own price where the catalogue has
 * one, else at the full price; what was written to a cache costs a quarter more, and a batch half.
 */
export function price(id: string, usage: Usage): number | null {
  if (/^(local|simulated)\//.test(id)) return 0;
  const rates = modelFacts(id)?.price ?? null;
  if (rates === null || usage.input === null || usage.output === null) return null;
  const cached = usage.cachedInput ?? 0;
  const written = usage.cacheWrite ?? 0;
  // More from a cache than there was cannot be: whatever it cost, it was not what this would come
  // to.
  if (cached + written > usage.input || [usage.input, usage.output, cached, written].some(isNoCount)) return null;
  const fresh = usage.input - cached + (writing - 1) * written;
  const usd = fresh * rates.input + cached * (rates.cachedInput ?? rates.input) + usage.output * rates.output;
  return ((usage.tier === undefined ? 1 : shares[usage.tier]) * usd) / 1e6;
}

/** No reply has so many tokens: whoever says so has not counted. */
const mostTokens = 1e10;

const isNoCount = (count: number): boolean => !(count >= 0 && count <= mostTokens);

/** What a token written to Anthropic's cache for five minutes costs, in tokens of input. */
const writing = 1.25;

/** The share of the ordinary price, as OpenAI and Anthropic list it. */
const shares: Record<Tier, number> = { batch: 0.5 };
