import { normalQuantile } from "./distributions.ts";

/**
 * How far several chains of draws of one quantity agree, and how many independent draws they are
 * worth.
 */
export interface ChainCheck {
  /**
   * Rank-normalised split R̂, the larger of that of the draws and of their distance from the
   * median.
   */
  rhat: number;
  /** Bulk effective sample size. */
  ess: number;
}

/**
 * Rank-normalised split R̂ and bulk effective sample size of draws, one array a chain, all of one
 * length. A quantity that never varies has R̂ 1 and as many draws as there are. Source: Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner 2021.
 */
export function chainCheck(chains: readonly Float64Array[]): ChainCheck {
  const halves = split(chains);
  const all = joined(halves);
  if (all.every((value) => value === all[0])) return { rhat: 1, ess: all.length };
  if (!all.every(Number.isFinite)) return { rhat: NaN, ess: NaN };
  const sorted = all.toSorted();
  const middle = (sorted[(all.length - 1) >> 1]! + sorted[all.length >> 1]!) / 2;
  const folded = halves.map((half) => half.map((value) => Math.abs(value - middle)));
  const bulk = normalised(halves);
  return { rhat: Math.max(rhatOf(bulk), rhatOf(normalised(folded))), ess: essOf(bulk) };
}

/** Effective sample size of the draws as they are, for the error of their mean. */
export const meanEss = (chains: readonly Float64Array[]): number => {
  const halves = split(chains);
  const first = halves[0]![0];
  return halves.every((half) => half.every((value) => value === first))
    ? halves.length * halves[0]!.length
    : essOf(halves);
};

function split(chains: readonly Float64Array[]): Float64Array[] {
  const half = chains[0]!.length >> 1;
  return chains.flatMap((chain) => [chain.subarray(0, half), chain.subarray(chain.length - half)]);
}

/** The values of all chains, one after the other. */
export function joined(chains: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(chains.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chain of chains) {
    all.set(chain, at);
    at += chain.length;
  }
  return all;
}

/** Normal scores of the ranks over all chains (ties share theirs). */
function normalised(chains: readonly Float64Array[]): Float64Array[] {
  const sorted = joined(chains).sort();
  const scores = scoresOf(sorted.length);
  return chains.map((chain) =>
    chain.map((value) => {
      const first = under(sorted, value);
      let last = first;
      while (sorted[last + 1] === value) last++;
      return scores[first + last]!;
    }),
  );
}

/** How many of sorted values lie below one. */
function under(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const scoresByTotal = new Map<number, Float64Array>();

/** Normal scores of ranks 1, 1.5, 2 … of so many values. */
function scoresOf(total: number): Float64Array {
  const known = scoresByTotal.get(total);
  if (known) return known;
  const scores = Float64Array.from({ length: 2 * total - 1 }, (_, i) =>
    normalQuantile((1 + i / 2 - 0.375) / (total + 0.25)),
  );
  scoresByTotal.set(total, scores);
  return scores;
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

/** Sum of products of values that far apart, from the mean, over the number of values. */
function autocovariance(values: Float64Array, centre: number, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += (values[i]! - centre) * (values[i - lag]! - centre);
  return sum / values.length;
}

function variances(chains: readonly Float64Array[]) {
  const n = chains[0]!.length;
  const means = chains.map(mean);
  const variances = chains.map((chain, c) => (autocovariance(chain, means[c]!, 0) * n) / (n - 1));
  const within = mean(variances);
  const overall = mean(means);
  const between = (n * means.reduce((sum, each) => sum + (each - overall) ** 2, 0)) / (chains.length - 1);
  return { n, means, within, total: (within * (n - 1)) / n + between / n };
}

function rhatOf(chains: readonly Float64Array[]): number {
  const { within, total } = variances(chains);
  return within === 0 ? (total === 0 ? 1 : Infinity) : Math.sqrt(total / within);
}

/** By Geyer's initial monotone sequence of autocorrelations over all chains. */
function essOf(chains: readonly Float64Array[]): number {
  const { n, means, within, total } = variances(chains);
  const all = n * chains.length;
  const correlation = (lag: number) =>
    1 - (within - mean(chains.map((chain, c) => autocovariance(chain, means[c]!, lag)))) / total;
  let [sum, least] = [0, Infinity];
  for (let lag = 0; lag + 1 < n - 3; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) {
      sum += Math.max(lag === 0 ? 1 : correlation(lag), 0) / 2;
      break;
    }
    least = Math.min(least, pair);
    sum += least;
  }
  return all / Math.max(2 * sum - 1, 1 / Math.log10(all));
}
