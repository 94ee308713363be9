import { checkOptions } from "../../lib/check-options.ts";
import { placeOf, type Place } from "../groups/place.ts";
import { enters } from "../../frames/side.ts";
import { tQuantile, tTwoSided } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import { fitLogit, type LogitFit } from "../numbers/fit-logit.ts";
import type { GapData } from "../groups/groups-of.ts";
import { marginal } from "../../lib/marginal.ts";
import { keyColumns, type Column } from "../groups/strata.ts";
import { glmmNotes, type GlmmObstacle } from "../notes/glmm-notes.ts";
import { wordingTables, type WordingTables } from "../groups/wording-tables.ts";

export interface GlmmFit {
  /**
   * Log odds on the published side, and what the paraphrases' add to them, with standard errors.
   */
  intercept: { estimate: number; se: number };
  arm: { estimate: number; se: number };
  /** exp(arm), and its two-sided p that it is 1, by t on `df`: wordings less two. */
  oddsRatio: number;
  oddsRatioCi: Interval;
  df: number;
  p: number;
  /**
   * Standard deviations of wordings and inputs in log odds; `inputSd` is null where there is one
   * input.
   */
  wordingSd: number;
  inputSd: number | null;
  /**
   * Rates over wordings and inputs like these, and their difference paraphrase − published:
   * proportions.
   */
  marginal: { published: number; paraphrase: number; gap: number; gapSe: number; gapCi: Interval };
  /** By Laplace's approximation, of single trials. */
  logLikelihood: number;
}

export interface Glmm extends Place {
  /** Scored trials and wordings on both sides, and inputs. */
  n: number;
  wordings: number;
  inputs: number;
  /** Null where the model cannot be fitted; `obstacles` say why. */
  fit: GlmmFit | null;
  obstacles: GlmmObstacle[];
  notes: string[];
}

/**
 * The model underneath: logit y ~ arm + (1 | wording) + (1 | input), by Laplace's approximation, as
 * lme4's `glmer`; of trials of 0 and 1, one fit for each combination of `by`. The published wording
 * is a draw of wordings too, so with one of them `arm` answers whether it is unlike its rewordings,
 * not whether there is a gap on average. Intervals and p by t on as many df as there are wordings
 * less two, where lme4 gives Wald's z, which on few wordings rejects too often; delta method for
 * `marginal`. Throws where `by` averages over models or conditions. Source: Bates, Mächler, Bolker
 * and Walker 2015.
 *
 * @example
 * stats.glmm(data)
 */
export function glmm(data: GapData, options: { by?: readonly Column[]; level?: number } = {}): Glmm[] {
  const { by = keyColumns, level = 0.95 } = checkOptions("glmm", options, { by: true, level: true });
  return wordingTables(data, by).map((tables) => {
    const { group, inputs } = tables;
    const chosen = tables.wordings.flatMap((wording, w) => (enters(wording) ? [w] : []));
    const crossed = cut(tables, chosen);
    const n = crossed.n.reduce((a, b) => a + b, 0);
    const before = obstaclesTo(tables, chosen);
    const fit = before.length > 0 ? null : describe(fitLogit(crossed), { inputs, level, df: chosen.length - 2 });
    const obstacles = before.length > 0 || fit ? before : ["no convergence" as const];
    const facts = { ...placeOf(group), n, wordings: chosen.length, inputs, fit, obstacles };
    return { ...facts, notes: glmmNotes(facts) };
  });
}

/** The chosen wordings' counts, with a design of intercept and paraphrase. */
function cut({ wordings, inputs, n, sum }: WordingTables, chosen: readonly number[]) {
  const of = (all: Float64Array) =>
    Float64Array.from(chosen.flatMap((w) => [...all.subarray(w * inputs, (w + 1) * inputs)]));
  const design = Float64Array.from(chosen.flatMap((w) => [1, wordings[w]!.published ? 0 : 1]));
  return { rows: chosen.length, columns: inputs, n: of(n), sum: of(sum), design, terms: 2 };
}

/** Why nothing can be fitted; empty where something can. */
function obstaclesTo(tables: WordingTables, chosen: readonly number[]): GlmmObstacle[] {
  const [published, paraphrases] = [true, false].map((side) =>
    chosen.filter((w) => tables.wordings[w]!.published === side),
  ) as [number[], number[]];
  const isAlike = (side: readonly number[]) => {
    const [n, sum] = [rowSum(tables, tables.n, side), rowSum(tables, tables.sum, side)];
    return n > 0 && (sum === 0 || sum === n);
  };
  return [
    ...(published.length === 0
      ? (["no published side"] as const)
      : paraphrases.length < 2
        ? (["fewer than two paraphrases"] as const)
        : tables.binary
          ? []
          : (["proportions"] as const)),
    ...(isAlike(published) ? (["published all alike"] as const) : []),
    ...(isAlike(paraphrases) ? (["paraphrases all alike"] as const) : []),
  ];
}

function rowSum({ inputs }: WordingTables, values: Float64Array, side: readonly number[]): number {
  return side.reduce((sum, w) => values.subarray(w * inputs, (w + 1) * inputs).reduce((a, b) => a + b, sum), 0);
}

/** What the fit says; null where it did not converge. */
function describe(fit: LogitFit, { inputs, level, df }: { inputs: number; level: number; df: number }): GlmmFit | null {
  const { beta, rowSd: wordingSd, columnSd: inputSd, covariance } = fit;
  if (!fit.converged || !covariance) return null;
  const t = tQuantile(1 - (1 - level) / 2, df);
  const se = (i: number) => Math.sqrt(covariance[i * 4 + i]!);
  const [intercept, arm] = beta as [number, number];
  const rates = (x: readonly number[]) =>
    [marginal(x[2]!, Math.hypot(x[0]!, x[1]!)), marginal(x[2]! + x[3]!, Math.hypot(x[0]!, x[1]!))] as const;
  const at = [wordingSd, inputSd, intercept, arm];
  const gapOf = (x: readonly number[]) => rates(x)[1] - rates(x)[0];
  const [published, paraphrase] = rates(at);
  const gap = paraphrase - published;
  const gapSe = deltaSe(gapOf, at, covariance);
  return {
    intercept: { estimate: intercept, se: se(2) },
    arm: { estimate: arm, se: se(3) },
    oddsRatio: Math.exp(arm),
    oddsRatioCi: [Math.exp(arm - t * se(3)), Math.exp(arm + t * se(3))],
    df,
    p: tTwoSided(arm / se(3), df),
    wordingSd,
    inputSd: inputs < 2 ? null : inputSd,
    marginal: { published, paraphrase, gap, gapSe, gapCi: [gap - t * gapSe, gap + t * gapSe] },
    logLikelihood: fit.logLikelihood,
  };
}

/** Standard error of a function of parameters; a parameter without a variance is taken as known. */
function deltaSe(f: (x: readonly number[]) => number, at: readonly number[], covariance: Float64Array): number {
  const size = at.length;
  const h = 1e-5;
  const slopes = at.map((_, i) => (f(at.with(i, at[i]! + h)) - f(at.with(i, at[i]! - h))) / (2 * h));
  let variance = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) variance += slopes[i]! * slopes[j]! * covariance[i * size + j]! || 0;
  return Math.sqrt(variance);
}
