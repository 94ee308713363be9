import type { Params, Tier, Usage } from "./model.ts";

/** What a provider takes as `serviceTier`; null where nobody knows. */
export function serviceTiers(provider: string): readonly string[] | null {
  if (provider === "openai-compatible") return null;
  return { openai: openaiTiers, anthropic: ["auto", "standard_only"] }[provider] ?? [];
}

/** `fast` is another word for `priority`. */
const openaiTiers = ["auto", "default", "flex", "priority", "fast", "scale", "ultrafast"];

/**
 * The tier that a call is priced as before its reply says what it was; undefined for the ordinary
 * one.
 */
export function askedTier({ serviceTier }: Params): Tier | undefined {
  if (serviceTier === undefined || ["auto", "standard_only", ...ordinaryTiers].includes(serviceTier)) return undefined;
  return pricedAs(serviceTier);
}

/** The tier that has the price of another that is the same by another word. */
export const pricedAs = (tier: Tier): Tier => (tier === "fast" ? "priority" : tier);

/**
 * The tier that a provider says a reply was served at, by its word, for a reply's usage: the
 * ordinary one only where a tier was asked for, so that one that was not had is seen.
 */
export function servedAs(word: unknown, { serviceTier }: Params): Pick<Usage, "tier"> {
  if (typeof word !== "string" || word === "") return {};
  return ordinaryTiers.includes(word) && serviceTier === undefined ? {} : { tier: word };
}

/** What providers call their ordinary way of serving. */
export const ordinaryTiers: readonly string[] = ["default", "standard"];
