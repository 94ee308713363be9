import { modelFacts, type ModelFacts } from "./catalogue.ts";
import type { Tier, Usage } from "./model.ts";
import { ordinaryTiers, pricedAs } from "./service-tier.ts";

/** Whether what a model's replies cost can be told. */
export const isPriced = (id: string): boolean =>
  price(id, { input: 1, output: 1, cachedInput: null, reasoning: null }) !== null;

/**
 * What a reply cost, in USD at catalogue prices: 0 for local and simulated models, null where the
 * price, that of its tier or the token counts are not known. Cached input is at its own price where
 * the catalogue has one, else at the full price; what was written to a cache costs what the
 * catalogue says (a quarter more, or the double for an hour, where it does not), and a batch half.
 */
export function price(id: string, usage: Usage): number | null {
  if (/^(local|simulated)\//.test(id)) return 0;
  const facts = modelFacts(id);
  const rates = facts === null ? null : ratesOf(facts, usage.tier);
  if (rates === null || usage.input === null || usage.output === null) return null;
  const cached = usage.cachedInput ?? 0;
  const written = usage.cacheWrite ?? 0;
  const forAnHour = usage.cacheWriteHour ?? 0;
  // More from a cache than there was cannot be: whatever it cost, it was not what this would come
  // to.
  if (cached + written > usage.input || forAnHour > written) return null;
  if ([usage.input, usage.output, cached, written, forAnHour].some(isNoCount)) return null;
  const { write, writeHour = usualWriting.writeHour } = facts!.promptCache ?? usualWriting;
  const more = (write - 1) * (written - forAnHour) + (writeHour - 1) * forAnHour;
  const fresh = usage.input - cached + more;
  const usd = fresh * rates.input + cached * (rates.cachedInput ?? rates.input) + usage.output * rates.output;
  return usd / 1e6;
}

/**
 * What a provider's prompt cache saved on a reply, in USD: less than nothing where more was written
 * than read; null where the price is not known.
 */
export function cacheSaving(id: string, usage: Usage): number | null {
  const { cachedInput: _, cacheWrite: __, cacheWriteHour: ___, ...rest } = usage;
  const [plain, paid] = [price(id, { ...rest, cachedInput: null }), price(id, usage)];
  return plain === null || paid === null ? null : plain - paid;
}

type Rates = { input: number; cachedInput: number | null; output: number };

/** What a million tokens cost at a tier; null where that is not known. */
function ratesOf({ price: rates }: ModelFacts, tier: Tier | undefined): Rates | null {
  if (rates === null || tier === undefined || ordinaryTiers.includes(tier)) return rates;
  if (tier !== "batch") return rates.tiers?.[pricedAs(tier) as keyof typeof rates.tiers] ?? null;
  const { input, cachedInput, output } = rates;
  return {
    input: batch * input,
    cachedInput: cachedInput === null ? null : batch * cachedInput,
    output: batch * output,
  };
}

/** No reply has so many tokens: whoever says so has not counted. */
const mostTokens = 1e10;

const isNoCount = (count: number): boolean => !(count >= 0 && count <= mostTokens);

/**
 * What a token written to a cache for minutes or for an hour costs, in tokens of input:
 * Anthropic's.
 */
const usualWriting = { write: 1.25, writeHour: 2 };

/** The share of the ordinary price, as OpenAI and Anthropic list it. */
const batch = 0.5;
