import { checkOptions } from "../../lib/check-options.ts";
import type { ComparedSide } from "../agreement/errors-by-side.ts";
import { normalQuantile, tQuantile } from "../numbers/distributions.ts";
import type { Counts, Interval } from "../numbers/interval.ts";
import type { TippingPoint } from "../notes/provisional-note.ts";
import { differenceOf, type Part } from "./difference.ts";
import type { Gap } from "./estimated-gap.ts";

/**
 * What is known of a judge's errors, from items whose truth is known: its 1 among the ones, its 0
 * among the zeros.
 */
export interface JudgeErrors {
  sensitivity: ErrorCounts;
  specificity: ErrorCounts;
}

/** Counts; where labels weigh unequally, with their weighted rate and what they amount to. */
export type ErrorCounts = Counts & { rate?: number; size?: number };

export interface CorrectedRate {
  /** Cut to [0, 1], and as it came out. */
  rate: number;
  raw: number;
  ci: Interval;
}

/**
 * The rate behind an imperfect judge's verdicts, (p + specificity − 1)/(sensitivity + specificity −
 * 1), with the interval of Lang and Reiczigel, which carries the sampling error of all three.
 * Assumes the judge errs alike on these trials and on the labelled ones, which were drawn apart
 * from them. Null where the judge is no better than chance. Proportions. Throws on impossible
 * counts. Sources: Rogan and Gladen 1978; Lang and Reiczigel 2014.
 *
 * @example
 * stats.correctedRate({ successes: 40, trials: 100 },
 *   { sensitivity: { successes: 27, trials: 30 }, specificity: { successes: 29, trials: 30 } })
 */
export function correctedRate(
  observed: Counts,
  { sensitivity, specificity }: JudgeErrors,
  options: { level?: number } = {},
): CorrectedRate | null {
  const { level = 0.95 } = checkOptions("correctedRate", options, { level: true });
  const [p, se, sp] = [observed, sensitivity, specificity].map(shareOf) as [number, number, number];
  const raw = (p + sp - 1) / (se + sp - 1);
  const z = normalQuantile(1 - (1 - level) / 2);
  const graded = smoothed(observed, z ** 2 / 2);
  const [hit, pass] = [smoothed(sensitivity, 1), smoothed(specificity, 1)];
  const youden = hit.rate + pass.rate - 1;
  if (se + sp <= 1 || youden <= 0) return null;
  const centre = (graded.rate + pass.rate - 1) / youden;
  const shift = 2 * z ** 2 * (centre * hit.variance - (1 - centre) * pass.variance);
  const half =
    (z * Math.sqrt(graded.variance + centre ** 2 * hit.variance + (1 - centre) ** 2 * pass.variance)) / youden;
  const rate = cut(raw);
  return {
    rate,
    raw,
    ci: [Math.min(cut(centre + shift - half), rate), Math.max(cut(centre + shift + half), rate)],
  };
}

/**
 * A judge's errors on either side of a gap, each from labels of that side; where the labels are of
 * the gap's own trials, out of how many of that side they were drawn.
 */
export type SidedErrors = Record<ComparedSide, JudgeErrors & { drawnFrom?: number | null }>;

export interface CorrectedGap {
  gap: number;
  se: number;
  df: number;
  ci: Interval;
  p: number;
  /** Whether each side was corrected by its own labels. */
  bySide: boolean;
}

/** What a gap is corrected from. */
export type Correctable = Pick<Gap, "gap" | "gapSe" | "gapDf"> &
  Partial<Pick<Gap, "published" | "paraphrase" | "paraphraseCi" | "paraphraseDf" | "level" | "clustered" | "wordings">>;

/**
 * A gap behind an imperfect judge. By `SidedErrors` each side is corrected by its own labels,
 * (p + specificity − 1)/(sensitivity + specificity − 1), so that a judge that errs otherwise on one
 * side makes no gap; by `JudgeErrors` the judge is taken to err alike on both, and the gap is
 * divided by sensitivity + specificity − 1. The judge's own sampling error is added by the delta
 * method, on Satterthwaite's df. For wordings like these. Null without a standard error, or with a
 * judge no better than chance on a side. Source: Rogan and Gladen 1978.
 *
 * @example
 * stats.correctedGap(first, {
 *   sensitivity: { successes: 27, trials: 30 },
 *   specificity: { successes: 29, trials: 30 },
 * })
 */
export function correctedGap(
  gap: Correctable,
  errors: JudgeErrors | SidedErrors,
  options: { level?: number } = {},
): CorrectedGap | null {
  const { level = 0.95 } = checkOptions("correctedGap", options, { level: true });
  const found = "published" in errors ? eachSide(gap, errors) : alike(gap, errors);
  if (found === null) return null;
  const { estimate, parts, bySide } = found;
  const { se, df, ci, p } = differenceOf("onAverage", estimate, { parts, level });
  return { gap: estimate, se, df, ci, p, bySide };
}

interface Corrected {
  estimate: number;
  parts: Part[];
  bySide: boolean;
}

function alike({ gap, gapSe, gapDf }: Correctable, { sensitivity, specificity }: JudgeErrors): Corrected | null {
  const youden = shareOf(sensitivity) + shareOf(specificity) - 1;
  if (gap === null || gapSe === null || gapDf === null || youden <= 0) return null;
  const doubt = smoothed(sensitivity, 1).variance + smoothed(specificity, 1).variance;
  const estimate = gap / youden;
  const variance = (gapSe ** 2 + estimate ** 2 * doubt) / youden ** 2;
  return { estimate, parts: [{ variance, df: gapDf }], bySide: false };
}

/** Each side's corrected rate, with the errors of sampling and of its labels. */
function eachSide(gap: Correctable, errors: SidedErrors): Corrected | null {
  const { published, paraphrase } = gap;
  const sampled = samplingOf(gap);
  if (published == null || paraphrase == null || sampled === null) return null;
  const [one, other] = [sideOf(published, errors.published), sideOf(paraphrase, errors.paraphrase)];
  if (one === null || other === null) return null;
  const [a, b] = [one.slope, other.slope];
  const both = a ** 2 * sampled.published + b ** 2 * sampled.paraphrase - 2 * a * b * sampled.shared;
  const variance = Math.max(both - one.counted - other.counted, both / 4);
  // A constant taken off an estimated variance leaves its error as it was.
  const sampling = { variance, df: gap.gapDf! * (variance / both) ** 2 };
  return { estimate: other.rate - one.rate, parts: [sampling, ...one.doubt, ...other.doubt], bySide: true };
}

function sideOf(
  observed: number,
  { sensitivity, specificity, drawnFrom }: SidedErrors[ComparedSide],
): { rate: number; slope: number; doubt: Part[]; counted: number } | null {
  const [hits, passes] = [shareOf(sensitivity), shareOf(specificity)];
  const youden = hits + passes - 1;
  if (youden <= 0) return null;
  const rate = (observed + passes - 1) / youden;
  const share = cut(rate);
  const doubt = (of: ErrorCounts, by: number): Part => ({
    variance: (by / youden) ** 2 * smoothed(of, 1).variance,
    df: of.trials,
  });
  const noise = share * noiseOf(smoothed(sensitivity, 1)) + (1 - share) * noiseOf(smoothed(specificity, 1));
  return {
    rate,
    slope: 1 / youden,
    doubt: [doubt(sensitivity, share), doubt(specificity, 1 - share)],
    // The judge's noise on a labelled trial is in the observed rate too, with the other sign.
    counted: drawnFrom ? (2 * noise) / youden ** 2 / drawnFrom : 0,
  };
}

/** The sampling variance of either side in a gap's own, and what shared inputs have in common. */
function samplingOf(gap: Correctable): { published: number; paraphrase: number; shared: number } | null {
  const { gapSe, gapDf, paraphrase, paraphraseCi, paraphraseDf, level = 0.95, clustered, wordings = [] } = gap;
  if (gapSe === null || gapDf === null || paraphrase == null) return null;
  const half = paraphraseCi && paraphraseDf ? paraphraseCi[1] - paraphrase : null;
  const spread = half === null ? null : (half / tQuantile(1 - (1 - level) / 2, paraphraseDf!)) ** 2;
  const other = Math.min(spread ?? gapSe ** 2 / 2, gapSe ** 2);
  if (!clustered) return { published: gapSe ** 2 - other, paraphrase: other, shared: 0 };
  const sides = wordings.filter((wording) => wording.published);
  const published = sides.reduce((sum, { se }) => sum + (se ?? 0) ** 2, 0) / sides.length ** 2;
  const shared = (published + other - gapSe ** 2) / 2;
  const most = Math.sqrt(published * other);
  return { published, paraphrase: other, shared: Math.min(Math.max(shared, -most), most) };
}

/**
 * How far the judge's errors on paraphrases must be from those on the published side to make this
 * gap where there is none. `errors` are those on the published side, none unless given.
 * Proportions; null without a gap.
 *
 * @example
 * stats.tippingPoint(first)
 */
export function tippingPoint(
  { gap, published }: Pick<Correctable, "gap" | "published">,
  errors: JudgeErrors | null = null,
): TippingPoint | null {
  if (gap === null || published == null) return null;
  const [hits, passes] = errors ? [shareOf(errors.sensitivity), shareOf(errors.specificity)] : [1, 1];
  if (hits + passes <= 1) return null;
  const rate = cut((published + passes - 1) / (hits + passes - 1));
  const within = (from: number, by: number) => (from + by >= 0 && from + by <= 1 ? by : null);
  return { sensitivity: within(hits, gap / rate), specificity: within(passes, -gap / (1 - rate)) };
}

function shareOf({ successes, trials, rate, size }: ErrorCounts): number {
  if (!Number.isInteger(successes) || !Number.isInteger(trials) || successes < 0 || trials < 1 || successes > trials)
    throw new RangeError(`${successes} of ${trials}: expected whole numbers, 0 ≤ successes ≤ trials, trials ≥ 1`);
  return size === undefined ? successes / trials : (rate ?? successes / trials);
}

/** With so many successes and as many failures added. */
function smoothed(of: ErrorCounts, added: number): { rate: number; variance: number } {
  const size = of.size ?? of.trials;
  const n = size + 2 * added;
  const rate = (shareOf(of) * size + added) / n;
  return { rate, variance: (rate * (1 - rate)) / n };
}

const noiseOf = ({ rate }: { rate: number }): number => rate * (1 - rate);

const cut = (value: number): number => Math.min(Math.max(value, 0), 1);
