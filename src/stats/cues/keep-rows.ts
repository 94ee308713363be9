import type { Factor } from "../groups/factor.ts";
import type { Trials } from "../groups/trials.ts";

/** The rows of trials that are asked for; levels of columns stay as they are numbered. */
export function keepRows(trials: Trials, keep: (row: number) => boolean): Trials {
  const all = new Int32Array(trials.size);
  let size = 0;
  for (let row = 0; row < trials.size; row++) if (keep(row)) all[size++] = row;
  if (size === trials.size) return trials;
  const kept = all.subarray(0, size);
  const codes = (of: Factor): Factor => ({ ...of, codes: take(of.codes, kept, new Int32Array(size)) });
  const bits = (from: Uint8Array) => take(from, kept, new Uint8Array(size));
  const factors = Object.entries(trials.factors).map(([name, of]) => [name, codes(of)] as const);
  return {
    size,
    factors: Object.fromEntries(factors) as Trials["factors"],
    published: bits(trials.published),
    measured: bits(trials.measured),
    simulated: bits(trials.simulated),
    alike: bits(trials.alike),
    value: take(trials.value, kept, new Float64Array(size)),
  };
}

function take<T extends Int32Array | Uint8Array | Float64Array>(from: T, kept: Int32Array, into: T): T {
  for (let i = 0; i < kept.length; i++) into[i] = from[kept[i]!]!;
  return into;
}
