/**
 * Exact two-sided rank test of one value against others: is it one more draw from the same
 * distribution? Ranks are of the distance from the median of all K + 1 values, the tested one among
 * them, so that under exchangeability p = (1 + #{|xᵢ − median| ≥ |x₀ − median|}) / (K + 1) is at
 * most α with probability at most α, whatever the distribution. It can never fall below `floor` =
 * 1/(K + 1): at K = 8 no value can reach 0.05, from K = 19 on it can.
 *
 * @example
 * stats.rank(0.9, [0.5, 0.6, 0.4])
 */
export function rank(value: number, others: readonly number[]): { p: number; floor: number } {
  const middle = median([value, ...others]);
  const slack = 1e-12 * (1 + Math.abs(middle));
  const distance = Math.abs(value - middle) - slack;
  const farther = others.filter((other) => Math.abs(other - middle) >= distance).length;
  return { p: (1 + farther) / (others.length + 1), floor: 1 / (others.length + 1) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
