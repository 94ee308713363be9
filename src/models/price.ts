import { modelFacts } from "./catalogue.ts";
import type { Usage } from "./model.ts";

/** Whether what a model's replies cost can be told. */
export const isPriced = (id: string): boolean =>
  price(id, { input: 1, output: 1, cachedInput: null, reasoning: null }) !== null;

/**
 * What a reply cost, in USD at catalogue prices: 0 for local and simulated models, null where the
 * price or the token counts are not known. Cached input is at its own price where the catalogue has
 * one, else at the full price.
 */
export function price(id: string, usage: Usage): number | null {
  if (/^(local|simulated)\//.test(id)) return 0;
  const rates = modelFacts(id)?.price ?? null;
  if (rates === null || usage.input === null || usage.output === null) return null;
  const cached = usage.cachedInput ?? 0;
  // More from a cache than there was cannot be: whatever it cost, it was not what this would come
  // to.
  if (cached > usage.input || [usage.input, usage.output, cached].some((count) => count < 0)) return null;
  const usd =
    (usage.input - cached) * rates.input + cached * (rates.cachedInput ?? rates.input) + usage.output * rates.output;
  return usd / 1e6;
}
