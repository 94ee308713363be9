import { checkOptions } from "../../lib/check-options.ts";
import type { Interval } from "./interval.ts";

/**
 * Intervals for the mean of values in [0, 1] that hold at every look: with probability `level` or
 * more, the interval after each of the values covers the mean, whenever one chooses to stop. By
 * hedged betting: a bettor against each mean would have become rich if it were the true one. Values
 * are independent with one mean, and their order is that of arrival. Agrees with confseq's
 * `betting_cs`. Throws on values outside [0, 1]. Source: Waudby-Smith and Ramdas 2024;
 * of the kind, Howard, Ramdas, McAuliffe and Sekhon 2021.
 *
 * @example
 * stats.confidenceSequence([0, 1, 1, 0, 1, 1, 1, 0])
 */
export function confidenceSequence(values: ArrayLike<number>, options: { level?: number } = {}): Interval[] {
  const { level = 0.95 } = checkOptions("confidenceSequence", options, { level: true });
  const x = Float64Array.from(values);
  const outside = x.findIndex((value) => !(value >= 0 && value <= 1));
  if (outside >= 0) throw new RangeError(`value ${outside + 1} is ${x[outside]}: expected a number from 0 to 1`);
  const rich = Math.log(2 / (1 - level));
  const bets = betsOn(x, rich);
  // A bettor that the mean is higher grows poorer as the mean rises, so each end of the interval is
  // a root.
  const mirrored = x.map((value) => 1 - value);
  return Array.from(x, (_, i): Interval => {
    const low = endOf(x, bets, i + 1, rich);
    const high = 1 - endOf(mirrored, bets, i + 1, rich);
    return [Math.min(low, high), Math.max(low, high)];
  });
}

/**
 * The interval after the last of the values alone; [0, 1] of none. See {@link confidenceSequence}.
 */
export function lastConfidence(values: ArrayLike<number>, { level = 0.95 }: { level?: number } = {}): Interval {
  const x = Float64Array.from(values);
  const rich = Math.log(2 / (1 - level));
  const bets = betsOn(x, rich);
  const mirrored = x.map((value) => 1 - value);
  return [endOf(x, bets, x.length, rich), 1 - endOf(mirrored, bets, x.length, rich)];
}

/**
 * What is staked on each value, told from those before it alone: the more, the less they varied.
 */
function betsOn(x: Float64Array, rich: number): Float64Array {
  let [sum, squares] = [0.5, 0.25];
  return x.map((value, i) => {
    const t = i + 1;
    const bet = Math.sqrt((2 * rich) / (t * Math.log(1 + t) * (squares / t)));
    sum += value;
    squares += (value - Math.min(sum / (t + 1), 1)) ** 2;
    return bet;
  });
}

/** The least mean that the first `n` values do not rule out from below. */
function endOf(x: Float64Array, bets: Float64Array, n: number, rich: number): number {
  const capital = (mean: number) => {
    let log = 0;
    for (let i = 0; i < n; i++) log += Math.log1p(Math.min(bets[i]!, 0.5 / mean) * (x[i]! - mean));
    return log;
  };
  let [low, high] = [0, 1];
  if (!(capital(1e-9) >= rich)) return 0;
  for (let halving = 0; halving < 50 && high - low > 1e-9; halving++) {
    const middle = (low + high) / 2;
    if (capital(middle) >= rich) low = middle;
    else high = middle;
  }
  return high;
}
