import { cholesky, inverseOf, solve } from "./cholesky.ts";
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
  /** Of the last columns' coefficients, in units of the error's variance. */
  covariance: Float64Array;
  /** Where those columns begin, and how many there are. */
  from: number;
  count: number;
}

export function tailOf(swept: Swept, found: Conditional, ratios: readonly number[]): Tail {
  const count = swept.groups.reduce((sum, columns) => sum + columns.length, 0);
  const from = swept.size - count;
  const inverse = inverseOf(found.factor, swept.size, from);
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = i; row < count; row++) sum += inverse[row * count + i]! * inverse[row * count + j]!;
      covariance[i * count + j] = covariance[j * count + i] = sum;
    }
  return { swept, found, ratios, covariance, from, count };
}

/**
 * A fit as it is, with each group by itself at each size, and with two of those that gain most:
 * what a prior of heavy tails makes of one or two effects that are unlike the rest. Each size
 * beforehand as likely as any other.
 */
export function loosenings(tail: Tail): Loosened[] {
  const { groups } = tail.swept;
  const loosen = loosener(tail);
  const whole = loosen([]);
  const alone = groups.map((_, group) => sizes.map((times) => loosen([{ group, times }])));
  const best = alone.map((fits) => Math.max(...fits.map(({ logPosterior }) => logPosterior)));
  const leading = groups
    .map((_, group) => group)
    .sort((a, b) => best[b]! - best[a]!)
    .slice(0, most);
  const twos = leading.flatMap((one, i) =>
    leading.slice(i + 1).flatMap((two) =>
      sizes.flatMap((times) =>
        sizes.map((other) =>
          loosen([
            { group: one, times },
            { group: two, times: other },
          ]),
        ),
      ),
    ),
  );
  return [whole, ...alone.flat(), ...twos];
}

/**
 * The same data where some groups' variances are `times` squared those of their class: a change of
 * few coefficients' ratios, by Woodbury's identity.
 */
function loosener({ swept, found, ratios, covariance, from, count }: Tail) {
  const { df, groups, classOf } = swept;
  const even = groups.length * Math.log(1 - sizes.length * likely);
  const rarer = Math.log(likely) - Math.log(1 - sizes.length * likely);
  const two = groups.map(({ length }) => length).sort((a, b) => b - a);
  const most = (two[0] ?? 0) + (two[1] ?? 0);
  const [factor, gained] = [new Float64Array(most * most), new Float64Array(most)];
  const [columns, square] = [new Int32Array(most), new Float64Array(most)];
  return (wide: readonly Wide[]): Loosened => {
    let size = 0;
    for (const { group, times } of wide)
      for (const column of groups[group]!) {
        columns[size] = column - from;
        square[size++] = times ** 2;
      }
    let change = 0;
    for (let i = 0; i < size; i++) {
      const ratio = ratios[classOf[from + columns[i]!]!]!;
      for (let j = 0; j <= i; j++) factor[i * size + j] = -covariance[columns[i]! * count + columns[j]!]!;
      factor[i * size + i]! += (ratio * square[i]!) / (square[i]! - 1);
      change += Math.log((square[i]! - 1) / ratio);
      gained[i] = found.at[from + columns[i]!]!;
    }
    change += size > 0 ? cholesky(factor, size) : 0;
    solve(factor, size, gained);
    let gain = 0;
    for (let i = 0; i < size; i++) gain += gained[i]! * found.at[from + columns[i]!]!;
    const left = Math.max(found.left - gain, 1e-14 * swept.squares);
    const before = even + wide.length * rarer;
    const logPosterior = found.logLikelihood - (change + df * Math.log(left / found.left)) / 2 + before;
    return { wide, left, logPosterior };
  };
}
