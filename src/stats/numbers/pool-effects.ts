import { normal, random, type Random } from "../../lib/random.ts";
import { conditional, conditionalAt, sweep, type Classed, type Conditional, type Swept } from "./conditional.ts";
import { tQuantile } from "./distributions.ts";
import type { Interval } from "./interval.ts";
import { loosenings, tailOf, widened, type Loosened, type Tail } from "./loosened.ts";

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
 * Coefficients of each class are about 0 with a variance of their own, which is estimated from all
 * of them together: the more they differ, the less each is pulled toward 0. They are normal, but
 * for groups, whose own variance may be larger, so that one large effect among many of nothing is
 * not pulled as those are. A class's variance has the uniform shrinkage prior; it is integrated
 * over a grid, groups' over {@link loosenings}, the error's variance exactly. Intervals are on t
 * about the mean of what is left over the grid. Sources: Lindley and Smith 1972; Dawid 1973;
 * Daniels 1999.
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
  const sums = combinations.map((): Sums => ({ mean: 0, square: 0, variance: 0, learnt: 0 }));
  const drawn: Draw[] = [];
  const ratios = swept.scale.map(() => 0);
  let [share, count] = [0, 0];
  for (const { ratios: at, fits } of nodes) {
    const found = conditional(swept, at);
    const tail = tailOf(swept, found, at);
    const halves = combinations.map((c) => halfOf(swept, found, c));
    for (const { weight, fit } of fits) {
      at.forEach((ratio, each) => (ratios[each]! += weight * ratio));
      combinations.forEach((c, i) => add(sums[i]!, momentsOf(tail, fit, c, halves[i]!), weight));
      share += weight;
      const due = Math.round(share * draws) - count;
      if (due > 0) drawn.push(...drawFrom(tail, fit, due, next));
      count += Math.max(due, 0);
    }
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
  ratios: number[];
  /** Its fits that matter: weights of all nodes' add up to 1. */
  fits: { weight: number; fit: Loosened }[];
}

/** Log ratios of a class's variance to that of a coefficient estimated alone: from, to, by. */
const grid = { from: -4, to: 8, by: 1 } as const;
const negligible = Math.log(1e-3);

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
  const whole = combinations.map((steps) => {
    const shrinkage = steps.reduce((sum, step) => sum - step - 2 * Math.log1p(Math.exp(-step)), 0);
    const ratios = ratiosOf(swept, steps);
    const found = conditional(swept, ratios);
    return { steps, shrinkage, ratios, found, log: found.logLikelihood + shrinkage };
  });
  const nodes = promising(whole).map(({ shrinkage, ratios, found }) => {
    const fits = loosenings(tailOf(swept, found, ratios));
    return { ratios, fits: fits.map((fit) => ({ fit, log: fit.logPosterior + shrinkage })) };
  });
  const logs = nodes.flatMap(({ fits }) => fits.map(({ log }) => log)).filter((log) => !Number.isNaN(log));
  const best = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const kept = nodes.map(({ ratios, fits }) => ({
    ratios,
    fits: fits.flatMap(({ fit, log }) => (log - best > negligible ? [{ fit, weight: Math.exp(log - best) }] : [])),
  }));
  const total = kept.reduce((sum, { fits }) => fits.reduce((inner, { weight }) => inner + weight, sum), 0);
  return kept.flatMap(({ ratios, fits }) =>
    fits.length === 0 ? [] : [{ ratios, fits: fits.map(({ fit, weight }) => ({ fit, weight: weight / total })) }],
  );
}

/**
 * Nodes at which some of the others' class variances can be right: at whatever variance of the
 * first class, which alone changes with its groups, their likelihood is near the best.
 */
function promising<T extends { steps: readonly number[]; log: number }>(nodes: readonly T[]): T[] {
  const others = Map.groupBy(nodes, ({ steps }) => steps.slice(1).join(" "));
  const bestOf = (some: readonly T[]) =>
    some.reduce((best, { log }) => (Number.isNaN(log) ? best : Math.max(best, log)), -Infinity);
  const best = bestOf(nodes);
  return [...others.values()].flatMap((some) => (bestOf(some) - best > negligible ? some : []));
}

/** Every other step, where several classes make many combinations. */
const coarser = (steps: readonly number[]): number[] => steps.filter((_, i) => i % 2 === 0);

const ratiosOf = ({ scale }: Swept, steps: readonly number[]): number[] =>
  steps.map((step, each) => Math.exp(step) / scale[each]!);

/** L⁻¹ times a combination, L being the fit's lower factor. */
function halfOf({ size }: Swept, { factor }: Conditional, c: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(c);
  forward(factor, size, x);
  return x;
}

interface Moment {
  mean: number;
  variance: number;
  learnt: number;
}

function momentsOf(tail: Tail, fit: Loosened, c: ArrayLike<number>, half: Float64Array): Moment {
  const { swept, found, ratios } = tail;
  const { size, df, classOf, groups } = swept;
  const added = widened(tail, fit, half);
  let [mean, before, after] = [added.mean, 0, added.variance];
  for (let j = 0; j < size; j++) {
    mean += c[j]! * found.at[j]!;
    before += c[j]! ** 2 * ratios[classOf[j]!]!;
    after += half[j]! ** 2;
  }
  for (const { group, times } of fit.wide)
    for (const column of groups[group]!) before += c[column]! ** 2 * ratios[classOf[column]!]! * (times ** 2 - 1);
  return { mean, variance: (after * fit.left) / Math.max(df - 2, 1), learnt: before > 0 ? 1 - after / before : 0 };
}

/** Weighted sums of a combination's moments over fits. */
interface Sums {
  mean: number;
  square: number;
  variance: number;
  learnt: number;
}

function add(sums: Sums, { mean, variance, learnt }: Moment, weight: number): void {
  sums.mean += weight * mean;
  sums.square += weight * mean ** 2;
  sums.variance += weight * variance;
  sums.learnt += weight * learnt;
}

/** Draws of all coefficients from one fit. */
function drawFrom({ swept, ratios }: Tail, { wide, left }: Loosened, draws: number, next: Random): Draw[] {
  const { size, df, groups, classOf } = swept;
  const times = new Float64Array(size).fill(1);
  for (const { group, times: of } of wide) for (const column of groups[group]!) times[column] = of;
  const { at, factor } = conditionalAt(swept, (j) => ratios[classOf[j]!]! * times[j]! ** 2);
  return Array.from({ length: draws }, () => {
    // Wilson and Hilferty's chi-square.
    const chiSquare = df * Math.max(1 - 2 / (9 * df) + normal(next) * Math.sqrt(2 / (9 * df)), 0.01) ** 3;
    const variance = left / chiSquare;
    const z = Float64Array.from({ length: size }, () => normal(next));
    backward(factor, size, z);
    return { at: z.map((value, j) => at[j]! + Math.sqrt(variance) * value), variance };
  });
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
