import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Estimand, Group } from "../groups/group.ts";
import type { Interval } from "../numbers/interval.ts";
import { meta, type Meta, type TauMethod } from "../numbers/meta.ts";
import { rank } from "../numbers/rank.ts";
import { add, mean, type Part } from "./covariances.ts";
import type { Estimate } from "./estimated-gap.ts";
import { sidesOf, type Sides } from "./sides.ts";
import { unequalTrials } from "./unequal-trials.ts";

/**
 * Estimates the gap, paraphrase − published, of one group. The headline mean is random-effects
 * (`method`, REML unless said otherwise) with the Hartung–Knapp standard error, wordings weighed as
 * {@link weighBySize} says; where τ² is zero and the wordings differ by less than chance would have
 * them, that error would fall below the sampling error, and the latter stands in (Röver, Knapp and
 * Friede 2015). Nor is it ever surer of wordings like these than of exactly these: where it would
 * be, the larger standard error and the smaller df of the two hold. Degrees of freedom of sums of
 * variances are Satterthwaite's. Shared inputs: see {@link covariances}. The prediction interval is
 * the normal one.
 */
export function estimate(
  group: Group,
  { level = 0.95, method = "REML" }: { level?: number; method?: TauMethod } = {},
  sides: Sides = sidesOf(group),
): Estimate & { band: "normal" | null } {
  const { published, paraphrases, shared } = sides;
  const p0 = published.length === 0 ? null : mean(published.map(({ rate }) => rate));
  const k = paraphrases.length;
  const fit = pool(sides, method);
  const error = fit?.error ? add(fit.error, { variance: shared.among, df: shared.df }) : null;
  const average = fit && p0 !== null ? onAverage({ fit, p0, sides, level }) : withoutAverage;
  const predicted = fit && error ? { variance: fit.tau2 + error.variance, df: k - 1 } : null;
  const predictionInterval = fit && around(fit.mean, predicted, level);
  return {
    published: p0,
    publishedN: total(published),
    paraphrase: fit?.mean ?? null,
    paraphraseCi: fit && around(fit.mean, error, level),
    paraphraseDf: isKnown(error) ? error.df : null,
    k,
    n: total(paraphrases),
    bySize: k === 0 ? null : !paraphrases.some(({ unit }) => Number.isNaN(unit)),
    ...average.found,
    tau: fit?.known && k > 1 ? Math.sqrt(fit.tau2) : null,
    i2: fit?.known && k > 1 ? fit.i2 : null,
    predictionInterval,
    band: predictionInterval && "normal",
    ...asDraw(sides, { fit, p0, gap: average.found.gap, error: average.error }),
    variance: fit?.variance ?? null,
    leans: fit?.leans === true && !group.isDifference,
    steadied: sides.steadied,
    publishedIs: sides.publishedIs,
    unequalTrials:
      fit && published.length === 1
        ? unequalTrials(published[0]!, paraphrases, { isDifference: group.isDifference, i2: fit.i2 })
        : null,
  };
}

type Average = Pick<Estimate, "gap" | "gapThese" | "ciThese" | "ciLike" | "gapSe" | "gapDf" | "gapP" | "heldToThese">;

const withoutAverage: { found: Average; error: null } = {
  found: {
    gap: null,
    gapThese: null,
    ciThese: null,
    ciLike: null,
    gapSe: null,
    gapDf: null,
    gapP: null,
    heldToThese: false,
  },
  error: null,
};

/**
 * Is there a gap on average: for exactly these wordings, and for wordings like these, with the
 * error of the latter.
 */
function onAverage({ fit, p0, sides, level }: { fit: Pooled; p0: number; sides: Sides; level: number }): {
  found: Average;
  error: Part | null;
} {
  const { published, paraphrases, shared } = sides;
  const these = shared.these(published, paraphrases);
  const sampled = fit.error && ofFew(add(fit.error, publishedError(sides)), fewestTexts(sides));
  const error = sampled && isKnown(these) ? atLeast(sampled, these, level) : sampled;
  const heldToThese =
    isKnown(sampled) && isKnown(error) && (error.variance > sampled.variance || error.df < sampled.df);
  const gap = fit.mean - p0;
  const gapThese = mean(paraphrases.map(({ rate }) => rate)) - p0;
  const se = isKnown(error) ? Math.sqrt(error.variance) : null;
  return {
    found: {
      gap,
      gapThese,
      ciThese: around(gapThese, these, level),
      ciLike: around(gap, error, level),
      gapSe: se,
      gapDf: isKnown(error) ? error.df : null,
      gapP: se === null ? null : tTwoSided(gap / se, error!.df),
      heldToThese,
    },
    error,
  };
}

/**
 * Two or three texts seldom show how far wordings differ, and Satterthwaite's df then leans on
 * the published side's trials: df are held to 1.5 (K − 1).
 */
const ofFew = ({ variance, df }: Part, k: number): Part => ({ variance, df: k > 3 ? df : Math.min(df, 1.5 * (k - 1)) });

/** How many texts tell how far texts of their kind differ, on the side that has fewer. */
const fewestTexts = ({ published, paraphrases, publishedIs }: Sides): number =>
  Math.min(paraphrases.length, publishedIs === "retellings" ? published.length : Infinity);

/**
 * The published side's part of the error: its sampling error alone where it is the text itself or
 * one retelling, on which everything is then conditional. Of several retellings, which are a sample
 * of those there could be, that of their mean as they differ (Welch 1947), on one df fewer.
 */
function publishedError({ published, shared, publishedIs }: Sides): Part {
  const sampling = shared.publishedRest(published);
  if (publishedIs !== "retellings") return sampling;
  const p0 = mean(published.map(({ rate }) => rate));
  const r = published.length;
  const spread = published.reduce((sum, { rate }) => sum + (rate - p0) ** 2, 0) / (r - 1) / r;
  return spread > sampling.variance
    ? { variance: spread, df: r - 1 }
    : { ...sampling, df: Math.min(sampling.df, r - 1) };
}

/**
 * Is the published wording unlike one more draw from its rewordings: by a t-test on their spread,
 * and by rank.
 */
function asDraw(
  { published, paraphrases, clustered }: Sides,
  { fit, p0, gap, error }: { fit: Pooled | null; p0: number | null; gap: number | null; error: Part | null },
): Pick<Estimate, "outlierP" | "rankP" | "rankFloor"> {
  const k = paraphrases.length;
  // Beside few inputs K − 1 df promise too much: the error, where it is the larger part, has fewer.
  const df = fit && error && clustered ? Math.min(k - 1, add({ variance: fit.tau2, df: k - 1 }, error).df) : k - 1;
  const unlike = fit && error && { variance: fit.tau2 + error.variance, df };
  const ranked =
    p0 === null || published.length > 1 || k === 0
      ? null
      : rank(
          p0,
          paraphrases.map(({ rate }) => rate),
        );
  return {
    outlierP: gap === null || !isKnown(unlike) ? null : tTwoSided(gap / Math.sqrt(unlike.variance), unlike.df),
    rankP: ranked?.p ?? null,
    rankFloor: ranked?.floor ?? null,
  };
}

/**
 * A random-effects mean, whether sampling errors are known, and the error of the mean with what it
 * is.
 */
interface Pooled extends Meta {
  known: boolean;
  /** null where one paraphrase, or unknown variances, leave none. */
  error: Part | null;
  variance: Estimate["variance"];
  /** Whether it is near 0 or 1, and weights are from standard errors. */
  leans: boolean;
}

function pool({ paraphrases, known, variances }: Sides, method: TauMethod): Pooled | null {
  if (paraphrases.length === 0) return null;
  const fit = meta(
    paraphrases.map(({ rate }) => rate),
    variances,
    { method },
  );
  if (fit.k === 1) return { ...fit, known, error: null, variance: null, leans: false };
  const printed = known && paraphrases.some(({ unit }) => Number.isNaN(unit));
  const variance = fit.tau2 === 0 && fit.seHartungKnapp < fit.se ? "sampling" : "hartung-knapp";
  const se = variance === "sampling" ? fit.se : fit.seHartungKnapp;
  return {
    ...fit,
    known,
    error: known || se > 0 ? { variance: se ** 2, df: fit.k - 1 } : null,
    variance,
    leans: printed && (fit.mean < 0.15 || fit.mean > 0.85),
  };
}

/**
 * Saying something of wordings like these cannot be surer than saying it of these: their variance
 * is at least as large, and where the interval would still be the narrower one, or its variance was
 * not its own, the smaller df holds.
 */
function atLeast(part: Part, floor: Part, level: number): Part {
  const variance = Math.max(part.variance, floor.variance);
  const narrower = part.variance < floor.variance || halfWidth(part, level) < halfWidth(floor, level);
  return { variance, df: narrower ? Math.min(part.df, floor.df) : part.df };
}

const halfWidth = ({ variance, df }: Part, level: number): number =>
  tQuantile(1 - (1 - level) / 2, df) * Math.sqrt(variance);

function around(centre: number, part: Part | null, level: number): Interval | null {
  if (!isKnown(part)) return null;
  const half = halfWidth(part, level);
  return [centre - half, centre + half];
}

/** Whether a variance can be told: not where it is missing, unknown, or nothing but rounding. */
const isKnown = (part: Part | null): part is Part => part !== null && part.variance > 0;

const total = (side: readonly Estimand[]): number | null =>
  side.some(({ n }) => n === null) ? null : side.reduce((sum, { n }) => sum + n!, 0);
