import { points } from "./text.ts";

/**
 * The range of an axis of rates, in percent, for proportions up to `low` and `high` on it: 0 to
 * 100, or, where they take less than a third of that or are differences, as far as they go. A
 * figure whose axis then does not start at 0 says so.
 */
export function rateRange(low: number, high: number): [number, number] {
  if (low >= 0 && high - low > 1 / 3) return [-2, 102];
  const pad = Math.max((high - low) / 5, 0.01);
  return [points(low < pad ? Math.min(low, 0) - pad / 3 : low - pad), points(high + pad)];
}
