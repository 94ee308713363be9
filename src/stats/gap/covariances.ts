import type { Estimand, Group } from "../groups/group.ts";

/** A variance with its degrees of freedom. */
export interface Part {
  variance: number;
  df: number;
}

/** The sum of two independent variances, with Satterthwaite's degrees of freedom. */
export function add(a: Part, b: Part): Part {
  const variance = a.variance + b.variance;
  if (a.variance === 0) return { variance, df: b.variance === 0 ? a.df : b.df };
  return b.variance === 0
    ? { variance, df: a.df }
    : { variance, df: variance ** 2 / (a.variance ** 2 / a.df + b.variance ** 2 / b.df) };
}

/**
 * What wordings that share inputs have in common. Residuals of a wording, summed by input, give the
 * cluster-robust covariance of any two rates (G / (G − 1) correction; G − 1 df, G the inputs of the
 * side that has fewest); without inputs all covariances are zero. `among` is the mean covariance of
 * two paraphrases: what an easy or a hard draw of inputs does to all of them, which their spread
 * cannot show. `publishedRest` is the variance of p₀ less what it shares with the paraphrases, so
 * that inputs cancel where they are paired, and without inputs one that holds where counts are
 * small ({@link steadied}); `these` is the variance of the difference of means, paired by input, or
 * without inputs of such variances.
 */
export function covariances({ residuals, wordings }: Group) {
  const inputs = residuals?.[0]?.length ?? 0;
  const index = new Map(wordings.map((wording, i) => [wording, i]));
  const between = (a: Estimand, b: Estimand): number => {
    if (a === b) return a.variance;
    if (!residuals) return 0;
    const [x, y] = [residuals[index.get(a)!]!, residuals[index.get(b)!]!];
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += x[i]! * y[i]!;
    return (sum * inputs) / (inputs - 1);
  };
  const average = (as: Estimand[], bs: Estimand[]) => {
    const values = as.flatMap((a) => bs.filter((b) => b !== a).map((b) => between(a, b)));
    return values.length === 0 ? 0 : mean(values);
  };
  const paraphrases = wordings.filter(({ arm }) => arm === "paraphrase");
  const among = residuals ? Math.max(average(paraphrases, paraphrases), 0) : 0;
  const dfOf = (side: Estimand[]) => Math.max(...side.map(({ df }) => df));
  const meanOf = (side: Estimand[]): Part =>
    side.map(({ variance, df }) => ({ variance: variance / side.length ** 2, df })).reduce(add);
  const varianceOf = (side: Estimand[]) => {
    const off = side.length < 2 ? 0 : average(side, side) * (1 - 1 / side.length);
    return meanOf(side).variance + off;
  };
  return {
    among,
    df: residuals && paraphrases.length > 0 ? dfOf(paraphrases) : inputs - 1,
    these(published: Estimand[], paraphrases: Estimand[]): Part {
      if (!residuals) return add(meanOf(alone(paraphrases)), meanOf(alone(published)));
      const variance = varianceOf(paraphrases) + varianceOf(published) - 2 * average(paraphrases, published);
      return { variance: Math.max(variance, 0), df: Math.min(dfOf(paraphrases), dfOf(published)) };
    },
    publishedRest(published: Estimand[]): Part {
      if (!residuals) return meanOf(published.map(steadied));
      const variance = varianceOf(published) + among - 2 * average(paraphrases, published);
      return { variance: Math.max(variance, 0), df: dfOf(published) };
    },
  };
}

/**
 * A wording's variance with one success and one failure added to its counts, where it has counts.
 * One wording's own p(1 − p)/n is least where its rate fell nearest 0 or 1, which no average over
 * wordings makes up for. Source: Agresti and Caffo 2000.
 */
function steadied(estimand: Estimand): Estimand {
  if (!isSteadied(estimand)) return estimand;
  const draws = estimand.draws!;
  const rate = (estimand.rate * draws + 1) / (draws + 2);
  return { ...estimand, variance: (rate * (1 - rate)) / draws };
}

/**
 * Whether a wording has counts, and no standard error beside them, for its variance to be {@link
 * steadied}.
 */
export const isSteadied = ({ successes, n, unit }: Estimand): boolean =>
  successes !== null && n !== null && !Number.isNaN(unit);

/**
 * A side of one wording, whose sampling error nothing makes up for, with its variance {@link
 * steadied}.
 */
const alone = (side: Estimand[]): Estimand[] => (side.length === 1 ? side.map(steadied) : side);

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
