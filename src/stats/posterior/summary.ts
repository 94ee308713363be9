import { quantile } from "../numbers/bca.ts";
import { chainCheck, joined, meanEss } from "../numbers/chains.ts";
import type { Interval } from "../numbers/interval.ts";

/** A posterior in a few numbers, in the quantity's own unit. */
export interface PosteriorSummary {
  mean: number;
  sd: number;
  median: number;
  /** Between the tails of one half of 1 − level each. */
  ci: Interval;
  /** Rank-normalised split R̂, bulk effective sample size, and Monte Carlo error of the mean. */
  rhat: number;
  ess: number;
  mcse: number;
}

/** Draws of one quantity, an array a chain, in a few numbers. */
export function summaryOf(chains: readonly Float64Array[], level: number): PosteriorSummary {
  const all = joined(chains).sort();
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  const sd = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1));
  const tail = (1 - level) / 2;
  return {
    mean,
    sd,
    median: quantile(all, 0.5),
    ci: [quantile(all, tail), quantile(all, 1 - tail)],
    ...chainCheck(chains),
    mcse: sd / Math.sqrt(meanEss(chains)),
  };
}

/** The share of draws of which something holds. */
export function shareOf(chains: readonly Float64Array[], holds: (value: number) => boolean): number {
  let [count, all] = [0, 0];
  for (const chain of chains)
    for (const value of chain) {
      all++;
      if (holds(value)) count++;
    }
  return count / all;
}
