import type { Factor } from "../groups/factor.ts";
import type { Trials } from "../groups/trials.ts";

/** The rows of trials that are asked for; levels of columns stay as they are numbered. */
export function keepRows(trials: Trials, keep: (row: number) => boolean): Trials {
  const kept = Int32Array.from({ length: trials.size }, (_, row) => row).filter(keep);
  const bits = (from: Uint8Array) => Uint8Array.from(kept, (row) => from[row]!);
  const codes = ({ codes, levels }: Factor): Factor => ({ codes: Int32Array.from(kept, (row) => codes[row]!), levels });
  const factors = Object.entries(trials.factors).map(([name, of]) => [name, codes(of)] as const);
  return {
    size: kept.length,
    factors: Object.fromEntries(factors) as Trials["factors"],
    published: bits(trials.published),
    measured: bits(trials.measured),
    simulated: bits(trials.simulated),
    alike: bits(trials.alike),
    value: Float64Array.from(kept, (row) => trials.value[row]!),
  };
}
