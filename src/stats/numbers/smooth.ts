/**
 * Variance of a rate of `successes` out of `trials`: p(1 − p)/n, and where that is zero (0 of n, n
 * of n) the variance of the rate (s + ½)/(n + 1) in its place, since no wrong in n trials is not
 * infinite precision. The rate itself stays as it was observed. Both counts may be fractions, where
 * n was recovered from a standard error.
 */
export function binomialVariance(successes: number, trials: number): number {
  const p = successes / trials;
  if (p > 0 && p < 1) return (p * (1 - p)) / trials;
  const smoothed = (successes + 0.5) / (trials + 1);
  return (smoothed * (1 - smoothed)) / trials;
}

/**
 * The sample size behind figures of which only rates and standard errors were printed: the median
 * of p(1 − p)/se² over those with both a rate inside (0, 1) and a standard error above zero; NaN
 * where there is none.
 */
export function impliedTrials(figures: readonly { rate: number; se: number }[]): number {
  const sizes = figures
    .filter(({ rate, se }) => rate > 0 && rate < 1 && se > 0)
    .map(({ rate, se }) => (rate * (1 - rate)) / se ** 2)
    .sort((a, b) => a - b);
  const half = sizes.length >> 1;
  return sizes.length === 0 ? NaN : sizes.length % 2 ? sizes[half]! : (sizes[half - 1]! + sizes[half]!) / 2;
}
