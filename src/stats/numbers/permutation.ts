import { checkOptions } from "../../lib/check-options.ts";
import { random } from "../../lib/random.ts";

export interface Permutation {
  mean: number;
  /** Two-sided p, and the least it could be with this many clusters or replicates. */
  p: number;
  floor: number;
  clusters: number;
  /** Whether every sign pattern was gone through, or `replicates` drawn at random. */
  exact: boolean;
  replicates: number;
}

/** Up to this many clusters every pattern of signs is gone through. */
const enumerable = 16;

/**
 * Sign-flip test that differences, one a cluster (such as the mean after less that before), are
 * symmetric about zero. Exact up to 16 clusters; above, `replicates` seeded draws with p = (1 + as
 * extreme)/(1 + replicates). NaN is left out. It asks about these clusters, which must be
 * independent. Throws without a difference. Source: Fisher 1935; Phipson and Smyth 2010 for the
 * draws.
 *
 * @example
 * stats.permutation([0.2, 0.1, -0.05, 0.3])
 */
export function permutation(
  differences: ArrayLike<number>,
  options: { seed?: number | string; replicates?: number } = {},
): Permutation {
  const { seed = 1, replicates = 10_000 } = checkOptions("permutation", options, { seed: true, replicates: true });
  const d = Float64Array.from(differences).filter((value) => !Number.isNaN(value));
  if (d.length === 0) throw new RangeError("no differences: expected one a cluster");
  const observed = d.reduce((a, b) => a + b, 0);
  const reach = Math.abs(observed) - 1e-12 * d.reduce((sum, value) => sum + Math.abs(value), 0);
  const exact = d.length <= enumerable;
  const count = exact ? 2 ** d.length : replicates;
  const extreme = exact ? enumerate(d, reach) : draw(d, reach, count, seed);
  const p = exact ? extreme / count : (1 + extreme) / (1 + count);
  const floor = exact ? Math.min(1, 2 / count) : 1 / (1 + count);
  return { mean: observed / d.length, p, floor, clusters: d.length, exact, replicates: count };
}

function enumerate(d: Float64Array, reach: number): number {
  let extreme = 0;
  for (let pattern = 0; pattern < 2 ** d.length; pattern++) {
    let sum = 0;
    for (let i = 0; i < d.length; i++) sum += (pattern >> i) & 1 ? d[i]! : -d[i]!;
    if (Math.abs(sum) >= reach) extreme++;
  }
  return extreme;
}

function draw(d: Float64Array, reach: number, count: number, seed: number | string): number {
  const next = random(seed);
  let extreme = 0;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (const value of d) sum += next() < 0.5 ? value : -value;
    if (Math.abs(sum) >= reach) extreme++;
  }
  return extreme;
}
