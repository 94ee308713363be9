import type { Interval } from "./interval.ts";

/** A mean of values from 0 to 1 over those that are known, and how many are known and are not. */
export interface Observed {
  rate: number;
  known: number;
  unknown: number;
}

/**
 * What second − first can be whatever the unknown values are: all of one 0 and all of the other's 1
 * at most. Of the estimates; sampling error is not in it. Source: Manski 1990.
 */
export function manskiBounds(first: Observed, second: Observed): Interval {
  const ends = ({ rate, known, unknown }: Observed): Interval => {
    const least = (rate * known) / (known + unknown);
    return [least, least + unknown / (known + unknown)];
  };
  return between(ends(first), ends(second));
}

/**
 * What second − first can be among those that are known whichever of the two they are in, where
 * being in one can only make known what would be in the other: the one with more known is trimmed
 * to the other's share, from below and from above. Closed for values of 0 and 1, and wide enough
 * for any between. Of the estimates. Null where nothing of one is known. Source: Lee 2009.
 */
export function leeBounds(first: Observed, second: Observed): Interval | null {
  const [one, two] = [first, second].map(({ known, unknown }) => known / (known + unknown)) as [number, number];
  if (!(one > 0) || !(two > 0)) return null;
  const trimmed = ({ rate }: Observed, share: number): Interval =>
    share >= 1 - 1e-12 ? [rate, rate] : [Math.max(0, (rate - (1 - share)) / share), Math.min(1, rate / share)];
  return between(trimmed(first, Math.min(1, two / one)), trimmed(second, Math.min(1, one / two)));
}

const between = (first: Interval, second: Interval): Interval => [second[0] - first[1], second[1] - first[0]];
