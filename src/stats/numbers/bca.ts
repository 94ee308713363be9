import { normalCdf, normalQuantile } from "./distributions.ts";
import type { Interval } from "./interval.ts";

/**
 * Bias-corrected and accelerated interval from sorted bootstrap draws: bias from the share of draws
 * below the estimate (ties half), `a` the acceleration, `tail` the probability cut off at either
 * end. Source: Efron 1987.
 */
export function bca(draws: Float64Array, estimate: number, a: number, tail: number): Interval {
  const slack = 1e-12;
  const below = draws.reduce(
    (count, draw) => count + (draw < estimate - slack ? 1 : draw <= estimate + slack ? 0.5 : 0),
    0,
  );
  const bias = normalQuantile(Math.min(Math.max(below, 0.5), draws.length - 0.5) / draws.length);
  const end = (tail: number) => {
    const z = bias + normalQuantile(tail);
    return quantile(draws, normalCdf(bias + z / (1 - a * z)));
  };
  return [end(tail), end(1 - tail)];
}

/** Of sorted values, at (n + 1)p with linear interpolation. */
export function quantile(sorted: Float64Array, p: number): number {
  const place = Math.min(Math.max((sorted.length + 1) * p - 1, 0), sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}
