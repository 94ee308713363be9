import { random, shuffle } from "../lib/random.ts";
import { replaceMethod } from "./replace-method.ts";

interface Sampled {
  values: unknown[];
  iloc(rows: unknown): unknown;
}

/**
 * danfo 1.2 draws rows by a part of TensorFlow that is left out here; this draws them, by seed,
 * without.
 */
export function mendSample({ DataFrame, Series }: typeof import("danfojs-node")): void {
  const draw = ({ values }: Sampled, count: number, seed: unknown): number[] => {
    if (!Number.isInteger(count) || count < 1 || count > values.length)
      throw new Error(`sample ${count}: expected a whole number from 1 to ${values.length}, the number of rows`);
    return shuffle([...values.keys()], random(`sample ${String(seed)}`)).slice(0, count);
  };
  replaceMethod(
    Series.prototype,
    "sample",
    () =>
      async function (this: Sampled, count = 5, { seed = 1 }: { seed?: unknown } = {}) {
        return this.iloc(draw(this, count, seed));
      },
  );
  replaceMethod(
    DataFrame.prototype,
    "sample",
    () =>
      async function (this: Sampled, count = 5, { seed = 1 }: { seed?: unknown } = {}) {
        return this.iloc({ rows: draw(this, count, seed) });
      },
  );
}
