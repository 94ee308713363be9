import { tQuantile } from "./distributions.ts";
import type { Interval } from "./interval.ts";

/** A normal about 0, as one of several that an effect may be a draw from. */
export interface Spread {
  weight: number;
  sd: number;
}

interface Effect {
  estimate: number;
  se: number;
  df: number;
}

/**
 * An interval that holds an effect as often as it says, whatever the effect is, and is the shorter
 * the more the effect is as expected: each value is tested at the level, with the two tails split
 * so that it is least often kept where the effect is a draw from `spreads`, which must come from
 * other data. At worst it is off by how the split was chosen, never in how often it holds. Sources:
 * Pratt 1963; Yu and Hoff 2018 (frequentist, assisted by Bayes).
 */
export function assistedInterval({ estimate, se, df }: Effect, spreads: readonly Spread[], level: number): Interval {
  const splits = splitsOf(df, level);
  const density = (y: number) =>
    spreads.reduce((sum, { weight, sd }) => {
      const width = Math.hypot(sd, se);
      return sum + (weight / width) * Math.exp(-((y / width) ** 2) / 2);
    }, Number.MIN_VALUE);
  const kept = (effect: number): Interval => {
    if (effect < 0) {
      const [low, high] = kept(-effect);
      return [-high, -low];
    }
    const { below, above } = splitAt(effect, se, splits, density);
    return [effect + se * below, effect - se * above];
  };
  const reach = -splits[0]!.below + 0.1;
  const isKeptFromAbove = (effect: number) => kept(effect)[0] <= estimate;
  const isKeptFromBelow = (effect: number) => kept(effect)[1] >= estimate;
  return [
    -outermost((effect) => isKeptFromBelow(-effect), -estimate, reach * se),
    outermost(isKeptFromAbove, estimate, reach * se),
  ];
}

/** How the share beyond an interval may be split between its two ends. */
interface Split {
  /** Quantiles of t, below 0, that leave the one part and the other beyond them. */
  below: number;
  above: number;
  /** Log of t's density at `above` over that at `below`. */
  densities: number;
}

const known = new Map<string, Split[]>();
const finest = 60;

/** From nearly all of it above to nearly all of it below. */
function splitsOf(df: number, level: number): Split[] {
  const key = `${df} ${level}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const outside = 1 - level;
  const logDensity = (t: number) => (-(df + 1) / 2) * Math.log1p((t * t) / df);
  const splits = Array.from({ length: finest + 1 }, (_, i): Split => {
    const share = 0.02 + (0.96 * i) / finest;
    const [below, above] = [tQuantile(outside * share, df), tQuantile(outside * (1 - share), df)];
    return { below, above, densities: logDensity(above) - logDensity(below) };
  });
  known.set(key, splits);
  return splits;
}

/**
 * The split with which an effect is least often kept, by bisection: further down while that pays.
 */
function splitAt(effect: number, se: number, splits: readonly Split[], density: (y: number) => number): Split {
  let [low, high] = [0, splits.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { below, above, densities } = splits[middle]!;
    const pays = Math.log(density(effect + se * below)) - Math.log(density(effect - se * above)) + densities > 0;
    if (pays) low = middle + 1;
    else high = middle;
  }
  return splits[low]!;
}

/** The largest value within reach that is kept, to a ten-thousandth of that. */
function outermost(isKept: (effect: number) => boolean, from: number, reach: number): number {
  const steps = 48;
  let step = steps;
  while (step > 0 && !isKept(from + (reach * step) / steps)) step--;
  let [inside, outside] = [from + (reach * step) / steps, from + (reach * (step + 1)) / steps];
  for (let i = 0; i < 8; i++) {
    const middle = (inside + outside) / 2;
    if (isKept(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
