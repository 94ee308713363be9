import type { Claim } from "../../scenarios/claims.ts";
import { normalQuantile, tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import type { Gap } from "../gap/gap.ts";
import { rate as rateOf } from "../numbers/rate.ts";

/**
 * A rate with its interval at any level, null where it has none; trials, and wordings that it is a
 * mean over.
 */
export interface Side {
  rate: number;
  at: ((level: number) => Interval) | null;
  n: number | null;
  k: number;
}

/** What a source claims; null where it gives no figure. */
export function claimedSide({ rate, successes, n, se }: Claim): (Side & { at: (level: number) => Interval }) | null {
  if (rate === null) return null;
  const at = successes !== null && n !== null ? counted(successes, n) : printed(rate, se!);
  return { rate, at, n, k: 1 };
}

/** The mean over wordings like the rewordings of a gap; null where it has none. */
export function rewordedSide({ paraphrase, paraphraseCi, paraphraseDf, k, n, level }: Gap): Side | null {
  if (paraphrase === null) return null;
  const quantile = (at: number) => tQuantile(1 - (1 - at) / 2, paraphraseDf ?? NaN);
  const se = paraphraseCi && (paraphraseCi[1] - paraphrase) / quantile(level);
  const at = (of: number): Interval => [paraphrase - quantile(of) * se!, paraphrase + quantile(of) * se!];
  return { rate: paraphrase, at: se ? at : null, n, k };
}

/** The published side of a gap, as it was asked here; null where it has none. */
export function publishedSide({ wordings, published, publishedN }: Gap): Side | null {
  if (published === null) return null;
  const [one, more] = wordings.filter((wording) => wording.published);
  const single = one !== undefined && more === undefined ? one : null;
  const { successes = null, n = null, se = null } = single ?? {};
  const counts = successes !== null && n !== null;
  // Where inputs were repeated the trials are not independent, and the standard error says so.
  const shared = counts && se !== null && se > 1.05 * Math.sqrt((published * (1 - published)) / n);
  const at = counts && !shared ? counted(successes, n) : se ? printed(published, se) : null;
  return { rate: published, at, n: publishedN, k: 1 };
}

/**
 * The interval of second − first that follows from those of the two. Source: Zou and Donner 2008.
 */
export function differenceAt(first: Side, second: Side, level: number): Interval {
  const [[a, b], [c, d]] = [first.at!(level), second.at!(level)];
  const difference = second.rate - first.rate;
  return [
    difference - Math.hypot(second.rate - c, b - first.rate),
    difference + Math.hypot(d - second.rate, first.rate - a),
  ];
}

function counted(successes: number, n: number): (level: number) => Interval {
  return (level) => rateOf(successes, n, { level }).ci;
}

function printed(rate: number, se: number): (level: number) => Interval {
  const half = (level: number) => normalQuantile(1 - (1 - level) / 2) * se;
  return (level) => [Math.max(0, rate - half(level)), Math.min(1, rate + half(level))];
}
