import type { Random } from "../../lib/random.ts";

/**
 * Binomial distributions, tabulated once for each pair of trials and rate, to be drawn from in
 * constant time.
 */
export class Binomials {
  readonly #ids = new Map<string, number>();
  readonly #offsets: number[] = [];
  readonly #sizes: number[] = [];
  readonly #keep: number[] = [];
  readonly #other: number[] = [];

  /**
   * The distribution of successes in `trials`, when each succeeds with probability `successes /
   * trials`.
   */
  add(trials: number, successes: number): number {
    const key = `${trials} ${successes}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#offsets.length;
    this.#ids.set(key, id);
    this.#offsets.push(this.#keep.length);
    this.#sizes.push(trials + 1);
    const { keep, other } = alias(probabilities(trials, successes / trials));
    for (const value of keep) this.#keep.push(value);
    for (const value of other) this.#other.push(value);
    return id;
  }

  /** A function that draws from the distribution with this id. */
  sampler(next: Random): (id: number) => number {
    const [offsets, sizes] = [Int32Array.from(this.#offsets), Int32Array.from(this.#sizes)];
    const [keep, other] = [Float64Array.from(this.#keep), Int32Array.from(this.#other)];
    return (id) => {
      const x = next() * sizes[id]!;
      const column = Math.floor(x);
      const place = offsets[id]! + column;
      return x - column < keep[place]! ? column : other[place]!;
    };
  }
}

function probabilities(trials: number, p: number): Float64Array {
  const result = new Float64Array(trials + 1);
  if (p === 0 || p === 1) {
    result[p * trials] = 1;
    return result;
  }
  let log = trials * Math.log1p(-p);
  for (let s = 0; s <= trials; s++) {
    result[s] = Math.exp(log);
    log += Math.log((trials - s) / (s + 1)) + Math.log(p / (1 - p));
  }
  return result;
}

/**
 * Vose's alias table: column `i` is kept with probability `keep[i]`, else it stands for `other[i]`.
 * Source: Vose 1991.
 */
function alias(probability: Float64Array): { keep: Float64Array; other: Int32Array } {
  const size = probability.length;
  const total = probability.reduce((a, b) => a + b, 0);
  const scaled = probability.map((p) => (p * size) / total);
  const keep = new Float64Array(size).fill(1);
  const other = Int32Array.from({ length: size }, (_, i) => i);
  const small = [...scaled.keys()].filter((i) => scaled[i]! < 1);
  const large = [...scaled.keys()].filter((i) => scaled[i]! >= 1);
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop()!, large.at(-1)!];
    keep[less] = scaled[less]!;
    other[less] = more;
    scaled[more]! -= 1 - scaled[less]!;
    if (scaled[more]! < 1) small.push(large.pop()!);
  }
  return { keep, other };
}
