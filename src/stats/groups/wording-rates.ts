import { tQuantile } from "../numbers/distributions.ts";
import { enters } from "../../frames/side.ts";
import type { Estimand, GroupRates } from "./group.ts";
import { rate } from "../numbers/rate.ts";
import { binomialVariance } from "../numbers/smooth.ts";
import type { Stratified, Weighted } from "./strata.ts";
import { weighBySize } from "./weigh-by-size.ts";

/** Sums over one wording's scored trials in one stratum, by input. */
export interface Stratum extends Stratified {
  rung: string;
  /**
   * Whether values are probabilities read off the model, which have no sampling error of their own.
   */
  measured: boolean;
  /** How many independent draws the trials are worth; see {@link copies}. */
  draws: number;
  cells: { input: number; n: number; sum: number; squares: number }[];
}

/**
 * The rates of a group's wordings, and their residuals by input where there are two inputs or more.
 * Then errors are cluster-robust by input (G / (G − 1), G − 1 df, G the inputs that a wording has),
 * never less than what varies within inputs, while wordings are weighed by size, at the variance of
 * independent trials times one design effect: see {@link weighBySize}. With one input, or one of
 * its own for each wording, trials are independent: p(1 − p)/n for 0 and 1 (smoothed at 0 of n and
 * n of n), s²/n for proportions, 0 for a probability that was read off the model. A wording's rate
 * is the weighted sum over its strata.
 */
export function wordingRates(strata: readonly Weighted<Stratum>[], isDifference: boolean): GroupRates {
  const grouped = [...Map.groupBy(strata, ({ arm, wording }) => JSON.stringify([arm, wording])).values()];
  const inputs = [...new Set(strata.flatMap(({ cells }) => cells.map(({ input }) => input)))];
  const summed = grouped.map((wording) => summarise(wording, inputs));
  // Where each wording has an input of its own, that is what it is asked, and no cluster.
  const clustered = inputs.length >= 2 && summed.some(({ inputs: asked }) => asked >= 2);
  const manner = { clustered, design: clustered ? designEffect(summed) : 1, isDifference };
  const wordings = weighBySize(summed.map((wording) => finish(wording, manner)));
  const partial = summed.filter(({ facts, inputs: asked }) => enters(facts) && asked < inputs.length).length;
  return {
    wordings,
    residuals: clustered ? summed.map(({ residuals }) => residuals) : null,
    clustering: clustered ? { inputs: inputs.length, paired: isPaired(strata), partial } : null,
    readOff: wordings.some(({ variance }) => variance === 0),
    standIns: [],
  };
}

/** Whether any input has trials of both sides. */
function isPaired(strata: readonly Stratum[]): boolean {
  const of = (side: readonly Stratum[]) => new Set(side.flatMap(({ cells }) => cells.map(({ input }) => input)));
  const published = of(strata.filter((stratum) => stratum.published));
  return [...of(strata.filter(({ arm }) => arm === "paraphrase"))].some((input) => published.has(input));
}

interface Summary {
  facts: Pick<Estimand, "wording" | "arm" | "rung" | "published" | "n" | "successes" | "draws" | "rate" | "extra">;
  residuals: Float64Array;
  inputs: number;
  /**
   * Squared standard errors: by cluster, by what varies within inputs, by independent trials with
   * their df.
   */
  robust: number;
  within: number;
  naive: number;
  naiveDf: number;
  unit: number;
}

function summarise(strata: Weighted<Stratum>[], inputs: number[]): Summary {
  const { wording, arm, rung, published } = strata[0]!;
  const place = new Map(inputs.map((input, i) => [input, i]));
  const residuals = new Float64Array(inputs.length);
  const seen = new Set<number>();
  let [rate, total, successes, drawn, within, naive, doubt, unit] = [0, 0, 0, 0, 0, 0, 0, 0];
  let counts = strata.length === 1 && strata[0]!.weight === 1;
  for (const { cells, weight, measured, draws } of strata) {
    const n = cells.reduce((a, cell) => a + cell.n, 0);
    const sum = cells.reduce((a, cell) => a + cell.sum, 0);
    const p = sum / n;
    const binary = cells.every((cell) => cell.sum === cell.squares && Number.isInteger(cell.sum));
    // Copies of a reply vary together, so that a mean of n is known as one of so many draws.
    const times = n / draws;
    const sampling = binary ? binomialVariance(p * draws, draws) : times * spread(cells, p, n, measured);
    const variance = weight ** 2 * sampling;
    counts &&= binary;
    rate += weight * p;
    total += n;
    successes += sum;
    naive += variance;
    drawn += draws;
    unit += weight ** 2 / draws;
    doubt += variance ** 2 / Math.max(draws - 1, 1);
    for (const cell of cells) {
      seen.add(cell.input);
      residuals[place.get(cell.input)!]! += (weight * (cell.sum - cell.n * p)) / n;
      within += times * (weight / n) ** 2 * (cell.squares - cell.sum ** 2 / cell.n);
    }
  }
  let squares = 0;
  for (const residual of residuals) squares += residual ** 2;
  return {
    facts: {
      wording,
      arm,
      rung,
      published,
      n: total,
      successes: counts ? successes : null,
      draws: drawn,
      rate,
      extra: {},
    },
    residuals,
    inputs: seen.size,
    robust: seen.size < 2 ? 0 : (squares * seen.size) / (seen.size - 1),
    within: Math.max(within, 0),
    naive,
    naiveDf: doubt > 0 ? naive ** 2 / doubt : Infinity,
    unit,
  };
}

/**
 * Variance of a mean of proportions: s²/n, or where equal values show none, 0 if they were read
 * off, else p(1 − p)/n.
 */
function spread(cells: Stratum["cells"], p: number, n: number, measured: boolean): number {
  const squares = cells.reduce((total, cell) => total + cell.squares, 0);
  const variance = n < 2 ? 0 : (squares - n * p * p) / (n - 1);
  return (variance > 1e-14 ? variance : measured ? 0 : p * (1 - p)) / n;
}

/**
 * How many times the variance of independent trials the clustered one is, over all wordings, and at
 * least 1.
 */
function designEffect(summed: readonly Summary[]): number {
  const shown = summed.filter(({ robust, naive }) => robust > 0 && naive > 0);
  if (shown.length === 0) return Math.max(...summed.map(({ facts, inputs }) => facts.n! / inputs));
  const robust = shown.reduce((total, wording) => total + wording.robust, 0);
  return Math.max(1, robust / shown.reduce((total, wording) => total + wording.naive, 0));
}

interface Manner {
  clustered: boolean;
  design: number;
  isDifference: boolean;
}

function finish(summary: Summary, manner: Manner): Estimand {
  const { facts, inputs, robust, within, naive, naiveDf, unit } = summary;
  const { clustered, design } = manner;
  const shown = clustered ? Math.max(robust, within) : naive;
  const variance = shown > 1e-18 ? shown : naive * design;
  const df = clustered ? Math.max(inputs - 1, 1) : naiveDf;
  const ci = variance > 0 ? interval(summary, variance, df, manner) : null;
  return { ...facts, variance, weightVariance: naive * design, unit, df, ci };
}

function interval(
  { facts, inputs }: Summary,
  variance: number,
  df: number,
  { clustered, isDifference }: Manner,
): [number, number] {
  const { rate: p, n, successes, draws } = facts;
  if (successes !== null && !clustered) return rate(Math.round(p * draws!), Math.round(draws!)).ci;
  if (successes === 0 || successes === n) return rate(p * inputs, inputs).ci;
  const half = tQuantile(0.975, df) * Math.sqrt(variance);
  return [Math.max(isDifference ? -1 : 0, p - half), Math.min(1, p + half)];
}
