import { checkOptions } from "../../lib/check-options.ts";
import { tQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";

export interface PredictionPowered {
  estimate: number;
  se: number;
  /** Welch's; NaN where `ci` is null. */
  df: number;
  /** Null where neither labels nor verdicts vary, so that no error can be told. */
  ci: Interval | null;
  /**
   * Which interval it is: of values of 0 and 1 a score interval, of others Welch's t cut to [0, 1].
   */
  interval: "score" | "t" | null;
  /** How far the judge is leant on: 0 not at all (labels alone), 1 fully. */
  lambda: number;
  labelled: number;
  /** How many evenly drawn labels they are worth (Kish's): fewer where weights differ. */
  worth: number;
  unlabelled: number;
  /** The mean of the labels alone, and its standard error. */
  labelsAlone: { estimate: number; se: number };
}

export interface PredictionPoweredOptions {
  lambda?: number;
  level?: number;
  /** With which probability each labelled item was drawn; all alike unless given. */
  probabilities?: ArrayLike<number>;
}

/**
 * Prediction-powered mean: the truth on a labelled subset, and the judge's verdicts on it and on
 * the rest, make one estimate that is never much worse than the labels alone, however wrong the
 * judge. λ·mean(judge on the rest) + mean(label − λ·judge), unbiased at a `lambda` that is given;
 * else λ is tuned to the least variance within [0, 1], by the same labels, so that with few of
 * something rare it leans low (by simulation at 10 %: 3 points with 10 labels, 1.7 with 20, 0.7
 * with 60; its interval allows for that). The labelled items must be a random draw of all; where it
 * was not an even one, give `probabilities`: labels then weigh by their inverse, and the judge's
 * mean is over all items. Items independent. Of 0 and 1 the interval is Wilson's at the effective
 * number of labels, with half an item of each kind more and Welch's t, which stays within [0, 1]
 * and holds with few labels; else Welch's t, cut to [0, 1]. Of unequal weights, items added and df
 * are those of as many even labels as these are worth. NaN is left out, in pairs. Throws below two
 * labelled items or two others. Sources: Angelopoulos et al. 2023; Angelopoulos, Duchi and Zrnic
 * 2023; Horvitz and Thompson 1952; Kish 1965.
 *
 * @example
 * stats.predictionPowered([1, 0, 1, 1], [1, 0, 0, 1], [1, 0, 0, 1, 1, 0, 1, 1])
 */
export function predictionPowered(
  labels: ArrayLike<number>,
  judgeOnLabelled: ArrayLike<number>,
  judgeOnRest: ArrayLike<number>,
  options: PredictionPoweredOptions = {},
): PredictionPowered {
  const {
    lambda,
    level = 0.95,
    probabilities,
  } = checkOptions("predictionPowered", options, { lambda: true, level: true, probabilities: true });
  const both = pairsOf(labels, judgeOnLabelled, probabilities);
  const others = Array.from(judgeOnRest).filter((value) => !Number.isNaN(value));
  if (both.length < 2 || others.length < 2)
    throw new RangeError(`${both.length} labelled items and ${others.length} others: expected two or more of either`);
  const rest = probabilities ? [...both.map(({ f }) => f), ...others] : others;
  const [n, N] = [both.length, rest.length];
  const used = lambda ?? tuned(both, rest);
  const corrected = momentsOf(both.map(({ y, f, w }) => ({ value: y - used * f, w })));
  const other = momentsOf(rest.map((value) => ({ value, w: 1 })));
  const parts = [corrected.variance / corrected.size, (used ** 2 * other.variance) / N] as const;
  const se = Math.sqrt(parts[0] + parts[1]);
  const worth = worthOf(both);
  const estimate = corrected.mean + used * other.mean;
  const alone = momentsOf(both.map(({ y, w }) => ({ value: y, w })));
  const binary = [...both.flatMap(({ y, f }) => [y, f]), ...rest].every((value) => value === 0 || value === 1);
  const varies = other.variance > 0 || corrected.variance > 0 || alone.variance > 0;
  const { ci, df } = !varies
    ? { ci: null, df: NaN }
    : binary
      ? scored(both, { estimate, lambda: used, rest: other.mean, N, level })
      : cutToScale(estimate, { parts, n: worth, N, level });
  return {
    estimate,
    se,
    df,
    ci,
    interval: ci === null ? null : binary ? "score" : "t",
    lambda: used,
    labelled: n,
    worth,
    unlabelled: others.length,
    labelsAlone: { estimate: alone.mean, se: Math.sqrt(alone.variance / alone.size) },
  };
}

/** A label, the verdict on the same item, and its weight. */
interface Labelled {
  y: number;
  f: number;
  w: number;
}

function pairsOf(
  labels: ArrayLike<number>,
  judge: ArrayLike<number>,
  probabilities: ArrayLike<number> | undefined,
): Labelled[] {
  const drawn = probabilities?.length ?? labels.length;
  if (labels.length !== judge.length || drawn !== labels.length)
    throw new RangeError(
      `${labels.length} labels with ${judge.length} verdicts${drawn === labels.length ? "" : ` and ${drawn} probabilities`}: expected one of each an item`,
    );
  const both = Array.from({ length: labels.length }, (_, i) => ({
    y: labels[i]!,
    f: judge[i]!,
    w: probabilities ? 1 / probabilities[i]! : 1,
  })).filter(({ y, f }) => !Number.isNaN(y) && !Number.isNaN(f));
  const wrong = both.find(({ w }) => !(w >= 1 && Number.isFinite(w)));
  if (wrong) throw new RangeError(`a probability of ${1 / wrong.w}: expected above 0 and at most 1`);
  return both;
}

/** Kish's effective number of labels, Σw squared over Σw². */
const worthOf = (both: readonly Labelled[]): number =>
  both.reduce((sum, { w }) => sum + w, 0) ** 2 / both.reduce((sum, { w }) => sum + w ** 2, 0);

function welch(parts: readonly [number, number], n: number, N: number): number {
  return (parts[0] + parts[1]) ** 2 / (parts[0] ** 2 / Math.max(n - 1, 1) + parts[1] ** 2 / (N - 1));
}

function cutToScale(
  estimate: number,
  { parts, n, N, level }: { parts: readonly [number, number]; n: number; N: number; level: number },
): { ci: Interval | null; df: number } {
  const variance = parts[0] + parts[1];
  if (!(variance > 0)) return { ci: null, df: NaN };
  const df = welch(parts, n, N);
  const half = tQuantile(1 - (1 - level) / 2, df) * Math.sqrt(variance);
  const [low, high] = [Math.min(0, estimate), Math.max(1, estimate)];
  return { ci: [Math.max(estimate - half, low), Math.min(estimate + half, high)], df };
}

/**
 * Wilson's interval with as many trials as give the variance of labels with half an item of each
 * kind more.
 */
function scored(
  both: readonly Labelled[],
  { estimate, lambda, rest, N, level }: { estimate: number; lambda: number; rest: number; N: number; level: number },
): { ci: Interval; df: number } {
  const n = worthOf(both);
  const total = both.reduce((sum, { w }) => sum + w, 0);
  const half = total / n / Math.SQRT2;
  const kinds = [0, 1].flatMap((y) => [0, 1].map((f) => ({ y, f, w: half })));
  const more = (2 * total) / n;
  const mean =
    (both.reduce((sum, { y, f, w }) => sum + w * (y - lambda * f), 0) + (more / 4) * (2 - 2 * lambda)) / (total + more);
  const squares = [...both, ...kinds].reduce((sum, { y, f, w }) => sum + (w * (y - lambda * f - mean)) ** 2, 0);
  const share = (rest * N + 0.5) / (N + 1);
  const parts = [squares / (total * (total + more)), (lambda ** 2 * share * (1 - share)) / N] as const;
  const [least, most] = [0.5 / (n + 1), 1 - 0.5 / (n + 1)];
  const inside = (value: number) => Math.min(Math.max(value, least), most);
  const smooth = inside(mean + lambda * share);
  const centre = inside(estimate);
  const size = (smooth * (1 - smooth)) / (parts[0] + parts[1]);
  const df = welch(parts, n, N);
  const q2 = tQuantile(1 - (1 - level) / 2, df) ** 2;
  const middle = (centre + q2 / (2 * size)) / (1 + q2 / size);
  const width = Math.sqrt(q2 * ((centre * (1 - centre)) / size + q2 / (4 * size ** 2))) / (1 + q2 / size);
  return { ci: [Math.max(0, middle - width), Math.min(1, middle + width)], df };
}

/** Covariance of label and verdict over (1 + n/N) times the variance of verdicts, within [0, 1]. */
function tuned(both: readonly Labelled[], rest: readonly number[]): number {
  const [labels, verdicts] = (["y", "f"] as const).map(
    (of) => momentsOf(both.map((each) => ({ value: each[of], w: each.w }))).mean,
  ) as [number, number];
  const total = both.reduce((sum, { w }) => sum + w, 0);
  const n = both.length;
  const covariance =
    (both.reduce((sum, { y, f, w }) => sum + w * (y - labels) * (f - verdicts), 0) / total) * (n / (n - 1));
  const { variance } = momentsOf([...both.map(({ f, w }) => ({ value: f, w })), ...rest.map((value) => ({ value, w: total / n }))]); // prettier-ignore
  return variance === 0 ? 0 : Math.min(Math.max(covariance / ((1 + n / rest.length) * variance), 0), 1);
}

/** Weighted mean; variance such that over `size`, the number of values, it is that of the mean. */
function momentsOf(values: readonly { value: number; w: number }[]): { mean: number; variance: number; size: number } {
  const size = values.length;
  const total = values.reduce((sum, { w }) => sum + w, 0);
  const mean = values.reduce((sum, { value, w }) => sum + w * value, 0) / total;
  const squares = values.reduce((sum, { value, w }) => sum + (w * (value - mean)) ** 2, 0);
  return { mean, variance: (squares / total ** 2) * (size ** 2 / (size - 1)), size };
}
