import { assistedInterval } from "../numbers/assisted-interval.ts";
import type { Interval } from "../numbers/interval.ts";
import { leastSquares, untold, type Combination, type LeastSquares } from "../numbers/least-squares.ts";
import { poolEffects, type Draw, type PooledCombination } from "../numbers/pool-effects.ts";
import type { CodedDesign, Part } from "./code-design.ts";
import { expectedSpreads, type Coefficient } from "./expected-spreads.ts";
import type { PerturbedRate } from "./perturbed-groups.ts";

/** A change whose effect is asked for: what it adds in the columns of one part. */
export interface Asked {
  part: Part;
  at: readonly number[];
}

export interface CueFit {
  /** Each by itself, in the order asked for: single ones first, then pairs beside them. */
  unpooled: Combination[];
  pooled: PooledCombination[];
  atDistance: Combination[];
  distance: { alone: Combination; besideFactors: Combination };
  df: number;
  draws: Draw[];
}

export interface FitOptions {
  asked: readonly Asked[];
  level: number;
  seed: number | string;
}

/**
 * Effects on wordings' rates, wordings as the units and bases as blocks: each by itself by least
 * squares on base and factors, and pooled, with what two factors do together. Rates weigh by their
 * trials as far as chance is what they differ by.
 */
export function fitCues(
  wordings: readonly PerturbedRate[],
  design: CodedDesign,
  sampling: number,
  { asked, level, seed }: FitOptions,
): CueFit {
  const { y, weights, alone, columns } = openFit(wordings, design, sampling);
  const single = asked.filter(({ part }) => part.kind === "factor");
  const options = { weights, level };
  const least = leastSquares(y, columns, options);
  const byThemselves = single.map((each) => least.of([0, ...placed(alone, each)]));
  const { pooled, draws } = pool(y, weights, design.parts, { asked, level, seed });
  const pairs = pairFits(asked.slice(single.length), y, columns, options);
  const intervals = [...assisted(single, coefficientsOf(least, alone), byThemselves, level), ...pairs.intervals];
  const along = distances(wordings);
  const beside = along && leastSquares(y, [...columns, along], options);
  const blocks = columns.slice(0, 1 + (alone[0]?.kind === "base" ? alone[0].columns.length : 0));
  const slope = (others: readonly Float64Array[]) =>
    along ? leastSquares(y, [...others, along], options).of([...others.map(() => 0), 1]) : untold(NaN);
  return {
    unpooled: [...byThemselves, ...pairs.byThemselves],
    atDistance: single.map((each) => beside?.of([0, ...placed(alone, each), 0]) ?? untold(NaN)),
    distance: { alone: slope(blocks), besideFactors: slope(columns) },
    df: least.df,
    pooled: pooled.map((each, i) => ({ ...each, ci: holding(each.estimate, intervals[i]!) })),
    draws,
  };
}

/** Intervals of effects, each on its own data, the shorter the more it is as the others are. */
function assisted(
  asked: readonly Asked[],
  coefficients: readonly Coefficient<Part>[],
  byThemselves: readonly Combination[],
  level: number,
): Interval[] {
  return asked.map(({ part, at }, i): Interval => {
    if (!(byThemselves[i]!.se > 0)) return [NaN, NaN];
    const length = Math.hypot(...at);
    const spreads = expectedSpreads(part, coefficients);
    return assistedInterval(
      byThemselves[i]!,
      spreads.map(({ sd, weight }) => ({ sd: sd * length, weight })),
      level,
    );
  });
}

/**
 * What two factors do together, each pair by itself beside single factors, and {@link assisted}.
 */
function pairFits(
  asked: readonly Asked[],
  y: readonly number[],
  columns: readonly Float64Array[],
  options: { weights: Float64Array; level: number },
): { byThemselves: Combination[]; intervals: Interval[] } {
  const zeros = columns.map(() => 0);
  const fits = new Map([...new Set(asked.map(({ part }) => part))].map((part) => [part, fitOf(part)]));
  const coefficients = [...fits].flatMap(([part, fit]) =>
    part.columns.flatMap((_, column): Coefficient<Part>[] => {
      const { estimate, se } = fit.of([...zeros, ...part.columns.map((__, other) => Number(other === column))]);
      return Number.isNaN(estimate) ? [] : [{ part, estimate, se }];
    }),
  );
  const byThemselves = asked.map(({ part, at }) => fits.get(part)!.of([...zeros, ...at]));
  return { byThemselves, intervals: assisted(asked, coefficients, byThemselves, options.level) };

  function fitOf(part: Part): LeastSquares {
    return leastSquares(y, [...columns, ...part.columns], options);
  }
}

/** An interval that is made wider where an estimate would lie outside it. */
const holding = (estimate: number, [low, high]: Interval): Interval => [
  Math.min(low, estimate),
  Math.max(high, estimate),
];

/**
 * Each coefficient of a single factor by itself, as far as the design tells it.
 */
function coefficientsOf(least: LeastSquares, alone: readonly Part[]): Coefficient<Part>[] {
  return alone.flatMap((part) =>
    part.kind === "base"
      ? []
      : part.columns.flatMap((_, column) => {
          const at = part.columns.map((__, other) => Number(other === column));
          const { estimate, se } = least.of([0, ...placed(alone, { part, at })]);
          return Number.isNaN(estimate) ? [] : [{ part, estimate, se }];
        }),
  );
}

/** Effects of single factors by themselves. */
export function ownEffects(
  wordings: readonly PerturbedRate[],
  design: CodedDesign,
  sampling: number,
  { asked, level }: Omit<FitOptions, "seed">,
): Combination[] {
  const { y, weights, alone, columns } = openFit(wordings, design, sampling);
  const least = leastSquares(y, columns, { weights, level });
  return asked.map((each) => least.of([0, ...placed(alone, each)]));
}

function openFit(wordings: readonly PerturbedRate[], { parts }: CodedDesign, sampling: number) {
  const y = wordings.map(({ rate }) => rate);
  const alone = parts.filter(({ kind }) => kind !== "pair");
  const ones = new Float64Array(y.length).fill(1);
  const columns = [ones, ...alone.flatMap((part) => part.columns)];
  const weights = weightsOf(wordings, sampling, () => leastSquares(y, columns, { weights: ones }).variance);
  return { y, alone, columns, weights };
}

/** Coefficients of one part among those of all. */
function placed(parts: readonly Part[], { part, at }: Asked): number[] {
  return parts.flatMap((each) => (each === part ? [...at] : each.columns.map(() => 0)));
}

function pool(
  y: readonly number[],
  weights: Float64Array,
  parts: readonly Part[],
  { asked, level, seed }: FitOptions,
): { pooled: PooledCombination[]; draws: Draw[] } {
  const kinds = [...new Set(parts.map(({ kind }) => kind))].sort(
    (a, b) => Number(b === "factor") - Number(a === "factor"),
  );
  const columns = parts.flatMap((part) => part.columns);
  const classOf = parts.flatMap(({ kind, columns: all }) => all.map(() => kinds.indexOf(kind)));
  let next = 0;
  const places = parts.map((part) => part.columns.map(() => next++));
  const groups = places.filter((_, i) => parts[i]!.kind === "factor");
  const combinations = asked.map((each) => placed(parts, each));
  const found = poolEffects({ y, weights, columns, classOf, groups }, { combinations, seed, level });
  return { pooled: found.combinations, draws: found.draws };
}

/** Relative weights, of mean 1: by trials where chance is all, alike where it is nothing. */
function weightsOf(wordings: readonly PerturbedRate[], sampling: number, varianceOf: () => number): Float64Array {
  const units = wordings.map(({ unit }) => unit);
  const mean = units.reduce((a, b) => a + b, 0) / units.length;
  const even = new Float64Array(units.length).fill(1);
  if (!(mean > 0) || units.every((unit) => Math.abs(unit - mean) < 1e-9 * mean)) return even;
  const variance = varianceOf();
  const chance = Number.isNaN(sampling) ? variance : Math.min(sampling, variance);
  if (!(chance > 0)) return even;
  const raw = units.map((unit) => 1 / (variance - chance + (chance * unit) / mean));
  const all = raw.reduce((a, b) => a + b, 0) / raw.length;
  return Float64Array.from(raw, (weight) => weight / all);
}

/** Distances of all wordings, or null where some are not known or all are the same. */
export function distances(wordings: readonly PerturbedRate[]): Float64Array | null {
  const all = Float64Array.from(wordings, ({ distance }) => distance);
  return all.every(Number.isFinite) && new Set(all).size > 1 ? all : null;
}
