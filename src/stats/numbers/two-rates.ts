import { checkOptions } from "../../lib/check-options.ts";
import type { Counts } from "./interval.ts";
import type { Interval } from "./interval.ts";
import { rate } from "./rate.ts";

export interface TwoRates {
  /** second − first, a proportion, with Newcombe's interval. */
  difference: number;
  ci: Interval;
  /** Fisher's exact two-sided p that the rates are the same. */
  p: number;
}

/**
 * Two rates of independent trials: their difference with Newcombe's hybrid score interval, which
 * behaves at 0 of n and n of n, and Fisher's exact test. For exactly these two: pooling several
 * things into two counts takes what they have in common for independent trials and cries wolf.
 * Throws on impossible counts. Sources: Newcombe 1998, method 10; Fisher 1935.
 *
 * @example
 * stats.twoRates({ successes: 30, trials: 263 }, { successes: 53, trials: 300 })
 */
export function twoRates(first: Counts, second: Counts, options: { level?: number } = {}): TwoRates {
  const { level = 0.95 } = checkOptions("twoRates", options, { level: true });
  const [one, two] = [score(first, level), score(second, level)];
  const difference = two.rate - one.rate;
  return {
    difference,
    ci: [
      difference - Math.hypot(two.rate - two.low, one.high - one.rate),
      difference + Math.hypot(two.high - two.rate, one.rate - one.low),
    ],
    p: fisher(first, second),
  };
}

/** Wilson's interval with both its ends, which at 0 of n and n of n fall on 0 and 1. */
function score({ successes, trials }: Counts, level: number) {
  const { rate: share, ci } = rate(successes, trials, { level });
  return { rate: share, low: ci[0], high: ci[1] };
}

/** Sum over tables with these margins that are no more probable than the one observed. */
function fisher(a: Counts, b: Counts): number {
  const total = a.trials + b.trials;
  const ones = a.successes + b.successes;
  const log = logFactorials(total);
  const logChoose = (n: number, k: number) => log[n]! - log[k]! - log[n - k]!;
  const probability = (x: number) =>
    Math.exp(logChoose(a.trials, x) + logChoose(b.trials, ones - x) - logChoose(total, ones));
  const reach = probability(a.successes) * (1 + 1e-7);
  let p = 0;
  for (let x = Math.max(0, ones - b.trials); x <= Math.min(a.trials, ones); x++) {
    const each = probability(x);
    if (each <= reach) p += each;
  }
  return Math.min(1, p);
}

function logFactorials(n: number): Float64Array {
  const log = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) log[i] = log[i - 1]! + Math.log(i);
  return log;
}
