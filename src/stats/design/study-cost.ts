import { checkOptions } from "../../lib/check-options.ts";
import { price } from "../../models/price.ts";
import type { Design } from "./design.ts";

/** Who is asked, and how many tokens a trial takes, all its calls together. */
export interface Price {
  model: string;
  tokens: { input: number; output: number };
}

/**
 * What a design's trials cost on one model, in USD at catalogue prices with nothing cached; null
 * where the price is not known. `gaps` is how many such gaps the study has (scenarios with their
 * controls × conditions); a judge's cost is that of its own model and tokens. A plan's own
 * estimate, {@link dryRun}, knows the texts; this is for before there are any.
 *
 * @example
 * stats.studyCost(
 *   { k: 9, n: 50 },
 *   { model: "anthropic/claude-opus-4-6", tokens: { input: 900, output: 700 } },
 * )
 */
export function studyCost(
  { k, n, publishedN = n }: Pick<Design, "k" | "n" | "publishedN">,
  { model, tokens }: Price,
  options: { gaps?: number } = {},
): { trials: number; usd: number | null } {
  const { gaps = 1 } = checkOptions("studyCost", options, { gaps: true });
  const trials = (k * n + publishedN) * gaps;
  const usage = { input: tokens.input * trials, output: tokens.output * trials, cachedInput: null, reasoning: null };
  return { trials, usd: price(model, usage) };
}
