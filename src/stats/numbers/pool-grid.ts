import { conditional, type Swept } from "./conditional.ts";
import { eliminate, type Eliminated } from "./eliminate.ts";
import { loosenings, tailOf, type Loosened } from "./loosened.ts";

/** Nodes that share the ratios of all classes but the first. */
export interface Slice {
  others: Eliminated;
  nodes: Node[];
}

interface Node {
  ratios: number[];
  /** Its fits that matter: weights of all nodes' add up to 1. */
  fits: { weight: number; fit: Loosened }[];
}

/** Log ratios of a class's variance to that of a coefficient estimated alone. */
const range = { from: -6, to: 8 } as const;
const negligible = Math.log(1e-3);

/**
 * Steps of the grid for a class of so many columns: they tell the log of a variance to
 * √(2/columns) at best, and sums over steps of twice that are near the integral.
 */
function stepsFor(columns: number): number[] {
  const by = Math.min(1.5, 2 * Math.sqrt(2 / Math.max(columns, 1)));
  const [first, last] = [Math.ceil(range.from / by), Math.floor(range.to / by)];
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * by);
}

/** Log of the uniform shrinkage prior, of a log ratio. */
const shrinkage = (step: number): number => -step - 2 * Math.log1p(Math.exp(-step));

/** The grid's nodes that matter, with weights that add up to 1. */
export function weigh(swept: Swept): Slice[] {
  const [first = [], ...axes] = swept.scale.map((_, each) =>
    stepsFor(swept.classOf.filter((of) => of === each).length),
  );
  const slices = promising(axes, (steps) => sliceOf(swept, steps, first)).map(({ others, nodes }) => ({
    others,
    nodes: nodes.map(({ ratios, log }) => {
      const found = conditional(others.inner, ratios);
      const fits = loosenings(tailOf(others.inner, found, ratios));
      const apart = log - found.logLikelihood;
      return { ratios, fits: fits.map((fit) => ({ fit, log: fit.logPosterior + apart })) };
    }),
  }));
  const logs = slices
    .flatMap(({ nodes }) => nodes.flatMap(({ fits }) => fits.map(({ log }) => log)))
    .filter((log) => !Number.isNaN(log));
  const best = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = logs.reduce((sum, log) => sum + (log - best > negligible ? Math.exp(log - best) : 0), 0);
  return slices.map(({ others, nodes }) => ({
    others,
    nodes: nodes.flatMap(({ ratios, fits }): Node[] => {
      const kept = fits.filter(({ log }) => log - best > negligible);
      const weighed = kept.map(({ fit, log }) => ({ fit, weight: Math.exp(log - best) / total }));
      return weighed.length === 0 ? [] : [{ ratios, fits: weighed }];
    }),
  }));
}

interface Scanned {
  others: Eliminated;
  nodes: { ratios: number[]; log: number }[];
}

/** Log posteriors along the first class's variance, the others' as given. */
function sliceOf(swept: Swept, steps: readonly number[], first: readonly number[]): Scanned {
  const after = steps.map((step, each) => Math.exp(step) / swept.scale[each + 1]!);
  const others = eliminate(swept, [NaN, ...after]);
  const prior = others.log + steps.reduce((sum, step) => sum + shrinkage(step), 0);
  const nodes = first.map((step) => {
    const ratios = [Math.exp(step) / swept.scale[0]!, ...after];
    return { ratios, log: conditional(others.inner, ratios).logLikelihood + prior + shrinkage(step) };
  });
  return { others, nodes };
}

/**
 * Slices at which the others' class variances can be right, of all along their axes: at whatever
 * variance of the first class, which alone changes with its groups, their likelihood is near the
 * best. From the best of a coarse look on to neighbours of what is near it.
 */
function promising(axes: readonly number[][], at: (steps: number[]) => Scanned): Scanned[] {
  const known = new Map<string, { place: number[]; slice: Scanned; top: number }>();
  let best = -Infinity;
  const look = (place: number[]) => {
    const key = place.join(" ");
    if (known.has(key) || place.some((step, axis) => axes[axis]![step] === undefined)) return [];
    const slice = at(place.map((step, axis) => axes[axis]![step]!));
    const top = slice.nodes.reduce((most, { log }) => (Number.isNaN(log) ? most : Math.max(most, log)), -Infinity);
    best = Math.max(best, top);
    const seen = { place, slice, top };
    known.set(key, seen);
    return [seen];
  };
  const coarse = axes.reduce<number[][]>(
    (all, steps) => all.flatMap((head) => steps.flatMap((_, i) => (i % 3 === 1 ? [[...head, i]] : []))),
    [[]],
  );
  const queue = coarse.flatMap(look);
  for (const { place, top } of queue)
    if (top - best > negligible)
      for (const axis of axes.keys())
        for (const by of [-1, 1]) queue.push(...look(place.map((step, each) => step + (each === axis ? by : 0))));
  return [...known.values()].flatMap(({ slice, top }) => (top - best > negligible ? [slice] : []));
}
