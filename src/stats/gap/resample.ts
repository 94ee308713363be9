import { random } from "../../lib/random.ts";
import { bca, quantile } from "../numbers/bca.ts";
import { Binomials } from "../numbers/binomials.ts";
import type { Interval } from "../numbers/interval.ts";

/**
 * One wording's trials by stratum and input (stratum-major): how many, and the sum of their values.
 */
export interface WordingTable {
  n: Float64Array;
  sum: Float64Array;
}

/** What one gap is resampled from. Strata have the same `weights` in every wording. */
export interface Tables {
  published: WordingTable[];
  paraphrases: WordingTable[];
  weights: number[];
  inputs: number;
  /** Whether values are 0 and 1, so that repetitions of a trial can be drawn anew. */
  binary: boolean;
}

export interface Redrawn {
  wordings: boolean;
  inputs: boolean;
  epochs: boolean;
}

export interface Resampled {
  estimate: number;
  se: number;
  percentile: Interval;
  /** Bias-corrected and accelerated; null where the replicates do not vary. */
  bca: Interval | null;
}

/**
 * Bootstrap of the gap with equally weighted paraphrases: paraphrases are drawn with replacement,
 * then inputs (the same for all wordings, so that pairing stays), then repetitions within input,
 * which for 0 and 1 is a binomial draw. A draw of inputs that leaves a side without trials is drawn
 * again. Seeded. Acceleration from the jackknife over paraphrases and over inputs. Source: Davison
 * and Hinkley 1997, ch. 3, 5.
 */
export function resample(
  tables: Tables,
  redrawn: Redrawn,
  { replicates, seed, level }: { replicates: number; seed: number | string; level: number },
): Resampled {
  const estimate = gapOf(tables);
  const draws = drawAll(tables, redrawn, replicates, seed).sort();
  const mean = draws.reduce((a, b) => a + b, 0) / replicates;
  const se = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / (replicates - 1));
  const tail = (1 - level) / 2;
  return {
    estimate,
    se,
    percentile: [quantile(draws, tail), quantile(draws, 1 - tail)],
    bca: se > 1e-12 ? bca(draws, estimate, acceleration(tables, redrawn), tail) : null,
  };
}

function drawAll(tables: Tables, redrawn: Redrawn, replicates: number, seed: number | string): Float64Array {
  const next = random(seed);
  const { published, paraphrases, weights, inputs } = tables;
  const binomials = new Binomials();
  const redraw = redrawn.epochs && tables.binary;
  const prepare = ({ n, sum }: WordingTable) => ({
    n,
    sum,
    ids: redraw
      ? Int32Array.from(n, (count, i) => (sum[i]! > 0 && sum[i]! < count ? binomials.add(count, sum[i]!) : -1))
      : null,
  });
  const [ours, theirs] = [published.map(prepare), paraphrases.map(prepare)];
  const draw = binomials.sampler(next);
  const chosen = Int32Array.from({ length: inputs }, (_, i) => i);

  const rateOf = ({ n, sum, ids }: ReturnType<typeof prepare>): number => {
    let rate = 0;
    for (let s = 0; s < weights.length; s++) {
      let [trials, total] = [0, 0];
      for (let i = 0; i < inputs; i++) {
        const cell = s * inputs + chosen[i]!;
        trials += n[cell]!;
        const id = ids ? ids[cell]! : -1;
        total += id < 0 ? sum[cell]! : draw(id);
      }
      rate += weights[s]! * (total / trials);
    }
    return rate;
  };
  const once = (): number => {
    if (redrawn.inputs) for (let i = 0; i < inputs; i++) chosen[i] = Math.floor(next() * inputs);
    const side = average(theirs.length, (k) =>
      rateOf(theirs[redrawn.wordings ? Math.floor(next() * theirs.length) : k]!),
    );
    return side - average(ours.length, (k) => rateOf(ours[k]!));
  };
  const draws = new Float64Array(replicates);
  for (let r = 0; r < replicates; r++)
    do draws[r] = once();
    while (Number.isNaN(draws[r]));
  return draws;
}

/**
 * Mean of what there is: a wording none of whose inputs were drawn has no rate, and a side of such
 * wordings is NaN.
 */
function average(count: number, of: (index: number) => number): number {
  let [sum, n] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = of(i);
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return sum / n;
}

/** The gap without one paraphrase, or one input, where `skip` names it. */
function gapOf(
  { published, paraphrases, weights, inputs }: Tables,
  skip: { wording?: number; input?: number } = {},
): number {
  const rateOf = ({ n, sum }: WordingTable) =>
    weights.reduce((rate, weight, s) => {
      let [trials, total] = [0, 0];
      for (let i = 0; i < inputs; i++) {
        if (i === skip.input) continue;
        trials += n[s * inputs + i]!;
        total += sum[s * inputs + i]!;
      }
      return rate + weight * (total / trials);
    }, 0);
  const side = paraphrases.filter((_, k) => k !== skip.wording);
  return average(side.length, (k) => rateOf(side[k]!)) - average(published.length, (k) => rateOf(published[k]!));
}

function acceleration(tables: Tables, redrawn: Redrawn): number {
  const left = (count: number, name: "wording" | "input") =>
    Array.from({ length: count }, (_, i) => gapOf(tables, { [name]: i }));
  const influences = [
    ...(redrawn.wordings ? influence(left(tables.paraphrases.length, "wording")) : []),
    ...(redrawn.inputs ? influence(left(tables.inputs, "input")) : []),
  ];
  const squares = influences.reduce((sum, l) => sum + l ** 2, 0);
  return squares === 0 ? 0 : influences.reduce((sum, l) => sum + l ** 3, 0) / (6 * squares ** 1.5);
}

function influence(all: number[]): number[] {
  const left = all.filter((value) => !Number.isNaN(value));
  if (left.length < 2) return [];
  const mean = left.reduce((a, b) => a + b, 0) / left.length;
  return left.map((value) => ((left.length - 1) * (mean - value)) / left.length);
}
