import { isMissing } from "./missing.ts";
import { replaceMethod } from "./replace-method.ts";

interface Ordered {
  values: unknown[];
  index: (string | number)[];
  columns: string[];
  iloc(rows: unknown): Ordered;
  $setValues(values: unknown[]): void;
  $setIndex(index: (string | number)[]): void;
}
interface Options {
  ascending?: boolean;
  inplace?: boolean;
}

/**
 * danfo 1.2 leaves values unsorted wherever one is missing, and text by its first letter. After
 * this missing values come last either way, text is in the order of its characters, and equal ones
 * stay in theirs.
 */
export function mendOrder({ DataFrame, Series }: typeof import("danfojs-node")): void {
  replaceMethod(
    Series.prototype,
    "sortValues",
    () =>
      function (this: Ordered, options: Options = {}) {
        return reordered(this, orderOf(this.values, options), options, (rows) => this.iloc(rows));
      },
  );
  replaceMethod(
    Series.prototype,
    "argSort",
    () =>
      function (this: Ordered, options: Options = {}) {
        return new Series(orderOf(this.values, options));
      },
  );
  replaceMethod(
    DataFrame.prototype,
    "sortValues",
    () =>
      function (this: Ordered, column: string, options: Options = {}) {
        const place = this.columns.indexOf(column);
        if (place < 0) throw new Error(`sortValues: no column ${column}; there are ${this.columns.join(", ")}`);
        const order = orderOf(
          this.values.map((row) => (row as unknown[])[place]),
          options,
        );
        return reordered(this, order, options, (rows) => this.iloc({ rows }));
      },
  );
}

function reordered(of: Ordered, order: number[], { inplace = false }: Options, take: (rows: number[]) => Ordered) {
  if (!inplace) return take(order);
  const [values, index] = [order.map((i) => of.values[i]), order.map((i) => of.index[i]!)];
  of.$setValues(values);
  of.$setIndex(index);
  return undefined;
}

/** Places of the values in their order. */
function orderOf(values: readonly unknown[], { ascending = true }: Options): number[] {
  const sign = ascending ? 1 : -1;
  return values
    .map((_, i) => i)
    .sort((i, j) => {
      const [a, b] = [values[i], values[j]];
      const missing = Number(isMissing(a)) - Number(isMissing(b));
      return missing !== 0 || isMissing(a) ? missing : sign * compare(a, b);
    });
}

function compare(a: unknown, b: unknown): number {
  const isText = typeof a === "string" || typeof b === "string";
  const [x, y] = isText ? [String(a), String(b)] : [Number(a), Number(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
