import { cholesky, solve } from "./cholesky.ts";
import type { Conditional, Swept } from "./conditional.ts";

/** Groups of columns whose effects may be larger than their class's, and how many times. */
interface Wide {
  group: number;
  times: number;
}

/** A fit in which some groups are wide. */
export interface Loosened {
  wide: readonly Wide[];
  /** Weighted squares left, and restricted log-likelihood with the prior of these being wide. */
  left: number;
  logPosterior: number;
  /** Columns that are wide, the lower factor that their change is solved by, and its solution. */
  columns: readonly number[];
  factor: Float64Array;
  solved: Float64Array;
}

/** How many times an effect may be its class's size, and how likely each is beforehand. */
export const sizes = [3, 10, 30] as const;
export const likely = 0.1;

/** Groups that are tried in twos, those that gain most by themselves. */
const most = 4;

/** What is needed of a fit to loosen any of its groups; grouped columns are its last. */
export interface Tail {
  swept: Swept;
  found: Conditional;
  ratios: readonly number[];
  /** Inverse of the last columns' block of the lower factor, row by row. */
  inverse: Float64Array;
  /** Where those columns begin, and how many there are. */
  from: number;
  count: number;
}

export function tailOf(swept: Swept, found: Conditional, ratios: readonly number[]): Tail {
  const { size, groups } = swept;
  const count = groups.reduce((sum, columns) => sum + columns.length, 0);
  const from = size - count;
  const inverse = new Float64Array(count * count);
  for (let column = 0; column < count; column++)
    for (let row = column; row < count; row++) {
      let value = row === column ? 1 : 0;
      for (let k = column; k < row; k++)
        value -= found.factor[(from + row) * size + from + k]! * inverse[k * count + column]!;
      inverse[row * count + column] = value / found.factor[(from + row) * size + from + row]!;
    }
  return { swept, found, ratios, inverse, from, count };
}

/**
 * A fit as it is, with each group by itself at each size, and with two of those that gain most:
 * what a prior of heavy tails makes of one or two effects that are unlike the rest. Each size
 * beforehand as likely as any other.
 */
export function loosenings(tail: Tail): Loosened[] {
  const { groups } = tail.swept;
  const whole = loosen(tail, []);
  const alone = groups.map((_, group) => sizes.map((times) => loosen(tail, [{ group, times }])));
  const best = (group: number) => Math.max(...alone[group]!.map(({ logPosterior }) => logPosterior));
  const leading = groups
    .map((_, group) => group)
    .toSorted((a, b) => best(b) - best(a))
    .slice(0, most);
  const twos = leading.flatMap((one, i) =>
    leading.slice(i + 1).flatMap((two) =>
      sizes.flatMap((times) =>
        sizes.map((other) =>
          loosen(tail, [
            { group: one, times },
            { group: two, times: other },
          ]),
        ),
      ),
    ),
  );
  return [whole, ...alone.flat(), ...twos];
}

/** The same data where some groups' variances are `times` squared those of their class. */
function loosen({ swept, found, ratios, inverse, from, count }: Tail, wide: readonly Wide[]): Loosened {
  const { df, groups, classOf } = swept;
  const columns = wide.flatMap(({ group }) => groups[group]!.map((column) => column - from));
  const timesOf = wide.flatMap(({ group, times }) => groups[group]!.map(() => times));
  const size = columns.length;
  const factor = new Float64Array(size * size);
  let change = 0;
  for (let i = 0; i < size; i++) {
    const ratio = ratios[classOf[from + columns[i]!]!]!;
    const square = timesOf[i]! ** 2;
    for (let j = 0; j <= i; j++) factor[i * size + j] = -covariance(inverse, count, columns[i]!, columns[j]!);
    factor[i * size + i]! += (ratio * square) / (square - 1);
    change += Math.log((1 - 1 / square) / ratio) + Math.log(square);
  }
  change += size > 0 ? cholesky(factor, size) : 0;
  const at = Float64Array.from(columns, (column) => found.at[from + column]!);
  const solved = Float64Array.from(at);
  solve(factor, size, solved);
  const gain = at.reduce((sum, value, i) => sum + value * solved[i]!, 0);
  const left = Math.max(found.left - gain, 1e-14 * swept.squares);
  const before = wide.length * Math.log(likely) + (groups.length - wide.length) * Math.log(1 - sizes.length * likely);
  const logPosterior = found.logLikelihood - (change + df * Math.log(left / found.left)) / 2 + before;
  return { wide, left, logPosterior, columns, factor, solved };
}

/** An element of the coefficients' variance, in units of the error's. */
function covariance(inverse: Float64Array, count: number, one: number, other: number): number {
  let sum = 0;
  for (let row = Math.max(one, other); row < count; row++)
    sum += inverse[row * count + one]! * inverse[row * count + other]!;
  return sum;
}

/** What wide groups add to a combination's mean and variance; `half` is L⁻¹ times it. */
export function widened(
  { inverse, from, count }: Tail,
  { columns, factor, solved }: Loosened,
  half: Float64Array,
): { mean: number; variance: number } {
  const size = columns.length;
  if (size === 0) return { mean: 0, variance: 0 };
  const shared = Float64Array.from(columns, (column) => {
    let sum = 0;
    for (let row = column; row < count; row++) sum += inverse[row * count + column]! * half[from + row]!;
    return sum;
  });
  const through = Float64Array.from(shared);
  solve(factor, size, through);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return { mean: dot(shared, solved), variance: dot(shared, through) };
}
