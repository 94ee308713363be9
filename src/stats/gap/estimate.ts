import { add, covariances, mean, type Part } from "./covariances.ts";
import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Estimand, Group } from "../groups/group.ts";
import type { Interval } from "../numbers/interval.ts";
import { meta, type Meta, type TauMethod } from "../numbers/meta.ts";
import { rank } from "../numbers/rank.ts";
import { unequalTrials } from "./unequal-trials.ts";

/** The numbers of one gap, in proportions; null where the data cannot say. See {@link estimate}. */
export interface Estimate {
  published: number | null;
  publishedN: number | null;
  /** Random-effects mean over the paraphrases. */
  paraphrase: number | null;
  paraphraseCi: Interval | null;
  /** Degrees of freedom behind it: K − 1, or Satterthwaite's where inputs are shared. */
  paraphraseDf: number | null;
  k: number;
  /** Scored trials on the paraphrase side. */
  n: number | null;
  /** Whether the paraphrases weigh by their trials, and not by given standard errors; null without paraphrases. */
  bySize: boolean | null;
  gap: number | null;
  /** Difference with the paraphrases equally weighted, which is what `ciThese` is centred on. */
  gapThese: number | null;
  ciThese: Interval | null;
  ciLike: Interval | null;
  /** Standard error and degrees of freedom behind `ciLike`, and its two-sided p of no gap on average. */
  gapSe: number | null;
  gapDf: number | null;
  gapP: number | null;
  /** SD between wordings' true rates, and its share of the variance; null too where sampling errors are not known. */
  tau: number | null;
  i2: number | null;
  predictionInterval: Interval | null;
  outlierP: number | null;
  rankP: number | null;
  rankFloor: number | null;
}

/**
 * Estimates the gap, paraphrase − published, of one group. The headline mean is random-effects (`method`, REML unless
 * said otherwise) with the Hartung–Knapp standard error, wordings weighed as {@link weighBySize} says; where τ² is zero
 * and the wordings differ by less than chance would have them, that error would fall below the sampling error, and the
 * latter stands in (Röver, Knapp and Friede 2015). Nor is it ever surer of wordings like these than of exactly these: where it would be, the larger standard error
 * and the smaller df of the two hold. Degrees of freedom of sums of variances are Satterthwaite's. Shared inputs: see
 * {@link covariances}. Every reason why a number is null, or how it was come by, is added to `notes`.
 */
export function estimate(
  group: Group,
  { level, method, notes }: { level: number; method: TauMethod; notes: string[] },
): Estimate {
  const published = group.wordings.filter((wording) => wording.published);
  const paraphrases = group.wordings.filter((wording) => wording.arm === "paraphrase");
  const shared = covariances(group);
  const rates = paraphrases.map(({ rate }) => rate);
  const p0 = published.length === 0 ? null : mean(published.map(({ rate }) => rate));
  const k = paraphrases.length;
  const half = ({ variance, df }: Part) => tQuantile(1 - (1 - level) / 2, df) * Math.sqrt(variance);
  const around = (centre: number, part: Part | null): Interval | null =>
    told(part) ? [centre - half(part), centre + half(part)] : null;

  const fit = pool(paraphrases, shared.among, { method, notes, difference: group.isDifference });
  const gap = fit && p0 !== null ? fit.mean - p0 : null;
  const gapThese = k > 0 && p0 !== null ? mean(rates) - p0 : null;
  const these = p0 === null || k === 0 ? null : shared.these(published, paraphrases);
  const own = fit?.error ? add(fit.error, { variance: shared.among, df: shared.df }) : null;
  const rest = p0 === null ? null : shared.publishedRest(published);
  const sampled = fit?.error && rest ? add(fit.error, rest) : null;
  const like = sampled && told(these) ? atLeast(sampled, these, half) : sampled;
  if (told(sampled) && told(like) && (like.variance > sampled.variance || like.df < sampled.df)) notes.push(held);
  const spread = fit && own ? { variance: fit.tau2 + own.variance, df: k - 1 } : null;
  const unlike = fit && like ? { variance: fit.tau2 + like.variance, df: k - 1 } : null;
  const ranked = p0 === null || published.length > 1 || k === 0 ? null : rank(p0, rates);
  if (ranked && fit)
    notes.push(...unequalTrials(published[0]!, paraphrases, { difference: group.isDifference, i2: fit.i2 }));
  return {
    published: p0,
    publishedN: total(published),
    paraphrase: fit?.mean ?? null,
    paraphraseCi: fit ? around(fit.mean, own) : null,
    paraphraseDf: told(own) ? own.df : null,
    k,
    n: total(paraphrases),
    bySize: k === 0 ? null : !paraphrases.some(({ unit }) => Number.isNaN(unit)),
    gap,
    gapThese,
    ciThese: gapThese === null ? null : around(gapThese, these),
    ciLike: gap === null ? null : around(gap, like),
    gapSe: gap === null || !told(like) ? null : Math.sqrt(like.variance),
    gapDf: gap === null || !told(like) ? null : like.df,
    gapP: gap === null || !told(like) ? null : tTwoSided(gap / Math.sqrt(like.variance), like.df),
    tau: fit?.known && k > 1 ? Math.sqrt(fit.tau2) : null,
    i2: fit?.known && k > 1 ? fit.i2 : null,
    predictionInterval: fit ? around(fit.mean, spread) : null,
    outlierP: gap === null || !told(unlike) ? null : tTwoSided(gap / Math.sqrt(unlike.variance), unlike.df),
    rankP: ranked?.p ?? null,
    rankFloor: ranked?.floor ?? null,
  };
}

/** Random-effects mean with the standard error of its mean: null where one paraphrase, or unknown variances, leave none. */
function pool(
  paraphrases: Estimand[],
  among: number,
  { method, notes, difference }: { method: TauMethod; notes: string[]; difference: boolean },
): (Meta & { known: boolean; error: Part | null }) | null {
  if (paraphrases.length === 0) return null;
  const { known, variances } = samplingVariances(paraphrases, among);
  const fit = meta(
    paraphrases.map(({ rate }) => rate),
    variances,
    method,
  );
  if (fit.k === 1) return { ...fit, known, error: null };
  const printed = known && paraphrases.some(({ unit }) => Number.isNaN(unit));
  if (printed && !difference && (fit.mean < 0.15 || fit.mean > 0.85)) notes.push(leaning);
  const floored = fit.tau2 === 0 && fit.seHartungKnapp < fit.se;
  if (floored) {
    notes.push(
      "the paraphrases differ by no more than chance would have them (τ = 0): their sampling error stands in for the Hartung–Knapp one, which would be smaller",
    );
  }
  const se = floored ? fit.se : fit.seHartungKnapp;
  return { ...fit, known, error: known || se > 0 ? { variance: se ** 2, df: fit.k - 1 } : null };
}

/** What weighs the paraphrases: their own variances less what shared inputs do to all alike; all zero if one is unknown. */
export function samplingVariances(paraphrases: readonly Estimand[], among: number) {
  const known = paraphrases.every(({ weightVariance }) => !Number.isNaN(weightVariance));
  return { known, variances: paraphrases.map((own) => (known ? Math.max(own.weightVariance - among, 0) : 0)) };
}

const leaning =
  "wordings weigh by their printed standard errors, which are least near 0 and 100 %: the mean leans that way; the gap for exactly these wordings does not";

const held =
  "the interval for wordings like these would be narrower than that for exactly these: the larger standard error and the smaller df of the two stand in";

/**
 * Saying something of wordings like these cannot be surer than saying it of these: their variance is at least as large,
 * and where the interval would still be the narrower one, or its variance was not its own, the smaller df holds.
 */
function atLeast(part: Part, floor: Part, half: (part: Part) => number): Part {
  const variance = Math.max(part.variance, floor.variance);
  const narrower = part.variance < floor.variance || half(part) < half(floor);
  return { variance, df: narrower ? Math.min(part.df, floor.df) : part.df };
}

/** Whether a variance can be told: not where it is missing, unknown, or nothing but rounding. */
const told = (part: Part | null): part is Part => part !== null && part.variance > 0;

const total = (side: readonly Estimand[]): number | null =>
  side.some(({ n }) => n === null) ? null : side.reduce((sum, { n }) => sum + n!, 0);
