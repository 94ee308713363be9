import { normal, random, type Random } from "../../lib/random.ts";
import { conditional, sweep, type Classed, type Conditional, type Swept } from "./conditional.ts";
import { tQuantile } from "./distributions.ts";
import type { Interval } from "./interval.ts";

/** A combination of pooled coefficients. */
export interface PooledCombination {
  estimate: number;
  sd: number;
  ci: Interval;
  /** Share of its variance beforehand that the data take away: 0 where they say nothing of it. */
  learnt: number;
}

/** One draw of all coefficients and of the error's variance. */
export interface Draw {
  at: Float64Array;
  variance: number;
}

export interface Pooled {
  combinations: PooledCombination[];
  draws: Draw[];
  /** By class: mean of its coefficients' variance over the error's. */
  ratios: number[];
}

/**
 * Coefficients of each class are normal about 0 with a variance of their own, which is estimated
 * from all of them together: the more they differ, the less each is pulled toward 0. A class's
 * variance has the uniform shrinkage prior; it is integrated over a grid, the error's variance
 * exactly. Intervals are on t about the mean of what is left over the grid. Sources: Lindley and
 * Smith 1972; Daniels 1999.
 */
export function poolEffects(
  data: Classed,
  {
    combinations,
    draws = 1000,
    seed = 1,
    level = 0.95,
  }: { combinations: readonly ArrayLike<number>[]; draws?: number; seed?: number | string; level?: number },
): Pooled {
  const swept = sweep(data);
  const nodes = weigh(swept);
  const next = random(`pooled ${seed}`);
  const sums = combinations.map(() => ({ mean: 0, square: 0, variance: 0, learnt: 0 }));
  const drawn: Draw[] = [];
  const ratios = swept.scale.map(() => 0);
  let [share, count] = [0, 0];
  for (const { weight, ratios: atNode } of nodes) {
    const found = conditional(swept, atNode);
    atNode.forEach((ratio, each) => (ratios[each]! += weight * ratio));
    combinations.forEach((c, i) => add(sums[i]!, momentsOf(swept, found, c, atNode), weight));
    share += weight;
    for (; count < Math.round(share * draws); count++) drawn.push(drawFrom(swept, found, next));
  }
  const t = tQuantile(1 - (1 - level) / 2, swept.df) * Math.sqrt(Math.max(swept.df - 2, 1) / swept.df);
  return {
    combinations: sums.map(({ mean, square, variance, learnt }) => {
      const sd = Math.sqrt(Math.max(variance + square - mean ** 2, 0));
      return { estimate: mean, sd, ci: [mean - t * sd, mean + t * sd], learnt };
    }),
    draws: drawn,
    ratios,
  };
}

interface Node {
  weight: number;
  ratios: number[];
}

/** Log ratios of a class's variance to that of a coefficient estimated alone: from, to, by. */
const grid = { from: -4, to: 8, by: 1 } as const;
const negligible = 1e-3;

/** The grid's nodes that matter, with weights that add up to 1. */
function weigh(swept: Swept): Node[] {
  const steps = Array.from({ length: (grid.to - grid.from) / grid.by + 1 }, (_, i) => grid.from + i * grid.by);
  const combinations = swept.scale.reduce<number[][]>(
    (all, _, each) =>
      all.flatMap((head) =>
        (each > 0 && swept.scale.length > 2 ? coarser(steps) : steps).map((step) => [...head, step]),
      ),
    [[]],
  );
  const logs = combinations.map((steps) => {
    const shrinkage = steps.reduce((sum, step) => sum - step - 2 * Math.log1p(Math.exp(-step)), 0);
    return conditional(swept, ratiosOf(swept, steps)).logLikelihood + shrinkage;
  });
  const best = Math.max(...logs.filter((log) => !Number.isNaN(log)));
  const kept = combinations.flatMap((steps, i) => {
    const weight = Math.exp(logs[i]! - best);
    return weight > negligible ? [{ weight, ratios: ratiosOf(swept, steps) }] : [];
  });
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map((node) => ({ ...node, weight: node.weight / total }));
}

/** Every other step, where several classes make many combinations. */
const coarser = (steps: readonly number[]): number[] => steps.filter((_, i) => i % 2 === 0);

const ratiosOf = ({ scale }: Swept, steps: readonly number[]): number[] =>
  steps.map((step, each) => Math.exp(step) / scale[each]!);

function momentsOf(
  { size, df, classOf }: Swept,
  { at, factor, left }: Conditional,
  c: ArrayLike<number>,
  ratios: readonly number[],
) {
  const x = Float64Array.from(c);
  let [mean, before] = [0, 0];
  for (let j = 0; j < size; j++) {
    mean += x[j]! * at[j]!;
    before += x[j]! ** 2 * ratios[classOf[j]!]!;
  }
  forward(factor, size, x);
  const after = x.reduce((sum, value) => sum + value ** 2, 0);
  return { mean, variance: (after * left) / Math.max(df - 2, 1), learnt: before > 0 ? 1 - after / before : 0 };
}

function add(
  sums: { mean: number; square: number; variance: number; learnt: number },
  { mean, variance, learnt }: { mean: number; variance: number; learnt: number },
  weight: number,
): void {
  sums.mean += weight * mean;
  sums.square += weight * mean ** 2;
  sums.variance += weight * variance;
  sums.learnt += weight * learnt;
}

function drawFrom({ size, df }: Swept, { at, factor, left }: Conditional, next: Random): Draw {
  // Wilson and Hilferty's chi-square.
  const chiSquare = df * Math.max(1 - 2 / (9 * df) + normal(next) * Math.sqrt(2 / (9 * df)), 0.01) ** 3;
  const variance = left / chiSquare;
  const z = Float64Array.from({ length: size }, () => normal(next));
  backward(factor, size, z);
  return { at: z.map((value, j) => at[j]! + Math.sqrt(variance) * value), variance };
}

/** Solves L x = b in place. */
function forward(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= factor[i * size + k]! * b[k]!;
    b[i] = value / factor[i * size + i]!;
  }
}

/** Solves Lᵀ x = b in place. */
function backward(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let value = b[i]!;
    for (let k = i + 1; k < size; k++) value -= factor[k * size + i]! * b[k]!;
    b[i] = value / factor[i * size + i]!;
  }
}
