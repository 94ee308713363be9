import type { Random } from "../../lib/random.ts";

/**
 * One draw from a density of one variable by slice sampling from `at`: a level under the density
 * there, an interval of `width` stepped out to both its sides, and shrunk until a point on it lies
 * above. Source: Neal 2003.
 */
export function slice(logDensity: (x: number) => number, at: number, width: number, next: Random): number {
  const level = logDensity(at) + Math.log(1 - next());
  let low = at - width * next();
  let high = low + width;
  for (let i = 0; i < 50 && logDensity(low) > level; i++) low -= width;
  for (let i = 0; i < 50 && logDensity(high) > level; i++) high += width;
  for (let i = 0; i < 200; i++) {
    const x = low + (high - low) * next();
    if (logDensity(x) > level) return x;
    if (x < at) low = x;
    else high = x;
  }
  return at;
}
