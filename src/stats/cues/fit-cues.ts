import { leastSquares, untold, type Combination } from "../numbers/least-squares.ts";
import { poolEffects, type Draw, type PooledCombination } from "../numbers/pool-effects.ts";
import type { CodedDesign, Part } from "./code-design.ts";
import type { PerturbedRate } from "./perturbed-groups.ts";

/** A change whose effect is asked for: what it adds in the columns of one part. */
export interface Asked {
  part: Part;
  at: readonly number[];
}

export interface CueFit {
  own: Combination[];
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
  const along = distances(wordings);
  const beside = along && leastSquares(y, [...columns, along], options);
  const blocks = columns.slice(0, 1 + (alone[0]?.kind === "base" ? alone[0].columns.length : 0));
  const slope = (others: readonly Float64Array[]) =>
    along ? leastSquares(y, [...others, along], options).of([...others.map(() => 0), 1]) : untold(NaN);
  return {
    own: single.map((each) => least.of([0, ...placed(alone, each)])),
    atDistance: single.map((each) => beside?.of([0, ...placed(alone, each), 0]) ?? untold(NaN)),
    distance: { alone: slope(blocks), besideFactors: slope(columns) },
    df: least.df,
    ...pool(y, weights, design.parts, { asked, level, seed }),
  };
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
  const kinds = [...new Set(parts.map(({ kind }) => kind))];
  const columns = parts.flatMap((part) => part.columns);
  const classOf = parts.flatMap(({ kind, columns: ofPart }) => ofPart.map(() => kinds.indexOf(kind)));
  const combinations = asked.map((each) => placed(parts, each));
  const { combinations: pooled, draws } = poolEffects({ y, weights, columns, classOf }, { combinations, seed, level });
  return { pooled, draws };
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
