import { checkOptions } from "../../lib/check-options.ts";
import { betaQuantile, normalQuantile, tQuantile } from "./distributions.ts";

/**
 * A rate with its interval, in proportions. `sided` tells which end is a bound: 0 of n has none
 * below.
 */
export interface Rate {
  rate: number;
  n: number;
  ci: [number, number];
  sided: "both" | "upper" | "lower";
  method: RateMethod | "clustered";
}

export type RateMethod = "wilson" | "clopper-pearson" | "jeffreys";

/**
 * A rate and its interval from `successes` of `trials`, trials taken as independent. Wilson's score
 * interval unless `method` says otherwise; at 0 of n and n of n the interval is one-sided
 * (`sided`), ends in 0 or 1, and its other end keeps the two-sided level's tail, (1 − level) / 2.
 * Throws where the counts are not whole, negative, or no trials. Sources: Wilson 1927; Clopper and
 * Pearson 1934; Brown, Cai and DasGupta 2001.
 *
 * @example
 * stats.rate(9, 12)
 */
export function rate(successes: number, trials: number, options: { method?: RateMethod; level?: number } = {}): Rate {
  const { method = "wilson", level = 0.95 } = checkOptions("rate", options, { method: true, level: true });
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || trials < 1 || successes > trials) {
    throw new RangeError(`${successes} of ${trials}: expected whole numbers, 0 ≤ successes ≤ trials, trials ≥ 1`);
  }
  return {
    rate: successes / trials,
    n: trials,
    ci: intervals[method](successes, trials, (1 - level) / 2),
    sided: successes === 0 ? "upper" : successes === trials ? "lower" : "both",
    method,
  };
}

const intervals: Record<RateMethod, (s: number, n: number, tail: number) => [number, number]> = {
  wilson(s, n, tail) {
    const z2 = normalQuantile(1 - tail) ** 2;
    const middle = (s + z2 / 2) / (n + z2);
    const half = Math.sqrt(z2 * ((s * (n - s)) / n + z2 / 4)) / (n + z2);
    return [s === 0 ? 0 : middle - half, s === n ? 1 : middle + half];
  },
  "clopper-pearson": (s, n, tail) => [
    s === 0 ? 0 : betaQuantile(tail, s, n - s + 1),
    s === n ? 1 : betaQuantile(1 - tail, s + 1, n - s),
  ],
  jeffreys: (s, n, tail) => [
    s === 0 ? 0 : betaQuantile(tail, s + 0.5, n - s + 0.5),
    s === n ? 1 : betaQuantile(1 - tail, s + 0.5, n - s + 0.5),
  ],
};

/**
 * Mean of `values` in [0, 1] whose errors are shared within `clusters` (repetitions of one thing):
 * cluster-robust standard error with the G / (G − 1) correction, Student's t on G − 1 df, cut to
 * [0, 1]. Where every value is 0 or every value is 1, it is Wilson's one-sided bound with the
 * clusters as the trials, since repetitions may have added nothing. NaN among the values is left
 * out. Throws with fewer than two clusters. Source: Liang and Zeger 1986.
 *
 * @example
 * stats.clusteredRate([1, 0, 1, 1, 0, 1], ["a", "a", "b", "b", "c", "c"])
 */
export function clusteredRate(
  values: ArrayLike<number>,
  clusters: ArrayLike<string | number>,
  options: { level?: number } = {},
): Rate {
  const { level = 0.95 } = checkOptions("clusteredRate", options, { level: true });
  const sums = new Map<string | number, { n: number; sum: number }>();
  let n = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (value < 0 || value > 1) throw new RangeError(`a value of ${value}: expected 0, 1 or a proportion between`);
    const cluster = sums.get(clusters[i]!) ?? { n: 0, sum: 0 };
    cluster.n++;
    cluster.sum += value;
    sums.set(clusters[i]!, cluster);
    n++;
    total += value;
  }
  if (sums.size < 2) throw new RangeError(`${sums.size} clusters: a clustered interval needs at least two`);
  const mean = total / n;
  if (mean === 0 || mean === 1) {
    return { ...rate(mean * sums.size, sums.size, { level }), n, method: "clustered" };
  }
  let squares = 0;
  for (const cluster of sums.values()) squares += (cluster.sum - cluster.n * mean) ** 2;
  const se = Math.sqrt((squares * sums.size) / (sums.size - 1)) / n;
  const half = tQuantile(1 - (1 - level) / 2, sums.size - 1) * se;
  return {
    rate: mean,
    n,
    ci: [Math.max(0, mean - half), Math.min(1, mean + half)],
    sided: "both",
    method: "clustered",
  };
}
