import { dryRun } from "../../src/runner/dry-run.ts";
import { plan } from "../../src/runner/plan.ts";
import type { Asked, Limits, Workers } from "./hours.ts";

/** The study with so many trials where the original had one. */
export interface Study {
  trials: number;
  models: Asked[];
  usd: number;
  usdByBatch: number;
}

/**
 * The study of February 2026: 125 perturbations, free and paid tier, one trial each, of six
 * generations (the four that its figures name, and two older ones); and it `times` over.
 */
export function february(times: readonly number[]): Study[] {
  const planned = plan({
    scenarios: ["alignment-faking-animal-welfare"],
    models: [
      "anthropic/claude-3-opus",
      "anthropic/claude-3-7-sonnet",
      "anthropic/claude-sonnet-4",
      "anthropic/claude-sonnet-4-5",
      "anthropic/claude-opus-4-5",
      "anthropic/claude-opus-4-6",
    ],
    perturb: { n: 125 },
    arms: ["perturbation"],
    inputs: 1,
    params: { maxTokens: 1500 },
  });
  const [once, byBatch] = [dryRun(planned), dryRun(planned, { batch: true })];
  return times.map((factor) => ({
    trials: factor * once.trials,
    usd: factor * once.usd!,
    usdByBatch: factor * byBatch.usd!,
    models: once.models.map(({ model, calls, inputTokens, outputTokens }) => ({
      model,
      calls: factor * calls,
      inputTokens: factor * inputTokens,
      outputTokens: factor * outputTokens,
    })),
  }));
}

/**
 * Limits of two of Anthropic's usage tiers, as its page has them for Claude Fable 5.x
 * (https://platform.claude.com/docs/api/rate-limits, as of 2026-10-17 by
 * https://www.developersdigest.tech/rate-limits/anthropic). They stand in for those of the models
 * asked, of which the retired have none any more; the others have more tokens (Opus 4.x and Sonnet
 * 4.x four times these at Start), but one limit for all Opus 4.x, and one for all Sonnet 4.x. Each
 * organization sees its own in its console.
 */
export const tiers: Record<"Start" | "Scale", Limits & { usdPerMonth: number }> = {
  Start: { requests: 1000, inputTokens: 500_000, outputTokens: 100_000, usdPerMonth: 500 },
  Scale: { requests: 4000, inputTokens: 4_000_000, outputTokens: 800_000, usdPerMonth: 200_000 },
};

/** Assumed: what a reply takes is each model's, and each hour's. */
export const usual: Omit<Workers, "workers"> = { concurrency: 20, firstTokenSeconds: 1.5, tokensPerSecond: 60 };
