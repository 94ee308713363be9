import { sideOf } from "../../frames/side.ts";
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

/**
 * The mean over wordings like the rewordings of a gap; null where it has none. Below 20 % and above
 * 80 % its interval is on the logit scale, where a mean of few and skewed rates has no end beyond 0
 * or 1 and is not surest where it came out smallest: its standard error is the larger of the
 * mean's own and that of the wordings' logits.
 */
export function rewordedSide(gap: Gap): Side | null {
  const { paraphrase, paraphraseCi, paraphraseDf, k, n, level, isDifference } = gap;
  if (paraphrase === null) return null;
  const quantile = (at: number) => tQuantile(1 - (1 - at) / 2, paraphraseDf ?? NaN);
  const se = paraphraseCi && (paraphraseCi[1] - paraphrase) / quantile(level);
  if (!se) return { rate: paraphrase, at: null, n, k };
  const around = (half: number): Interval => [paraphrase - half, paraphrase + half];
  const middling = isDifference || (paraphrase >= 0.2 && paraphrase <= 0.8);
  const near = middling ? null : onLogits(gap, paraphrase, se);
  const cut = ([low, high]: Interval): Interval => (isDifference ? [low, high] : [Math.max(0, low), Math.min(1, high)]);
  return { rate: paraphrase, at: (of) => near?.(quantile(of)) ?? cut(around(quantile(of) * se)), n, k };
}

/**
 * The interval so many standard errors about a rate on the logit scale; null where trials are not
 * known.
 */
function onLogits({ n, wordings }: Gap, rate: number, se: number): ((quantile: number) => Interval) | null {
  const reworded = wordings.filter((wording) => sideOf(wording) === "paraphrase");
  const inside = n === null ? rate : (rate * n + 0.5) / (n + 1);
  if (!(inside > 0 && inside < 1)) return null;
  const slope = inside * (1 - inside);
  const sampling = n === null ? 0 : Math.sqrt(slope / n);
  const logits = reworded.flatMap(({ successes, n: trials }) =>
    successes === null || trials === null ? [] : [Math.log((successes + 0.5) / (trials - successes + 0.5))],
  );
  const spread = logits.length === reworded.length ? seOfMean(logits) : 0;
  const error = Math.max(Math.max(se, sampling) / slope, spread);
  const centre = Math.log(inside / (1 - inside));
  const at = (by: number) => 1 / (1 + Math.exp(-centre - by * error));
  return (quantile) => [Math.min(at(-quantile), rate), Math.max(at(quantile), rate)];
}

function seOfMean(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
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
