import { normalCdf, tQuantile } from "../numbers/distributions.ts";
import type { Part } from "../gap/difference.ts";
import type { FilledDesign } from "./design.ts";
import { marginal } from "../../lib/marginal.ts";

/**
 * Power of the headline test without simulation: standard error √(V/K + p₀(1 − p₀)/n₀), V the
 * variance of a paraphrase's observed rate over wordings, on Satterthwaite's df, and the noncentral
 * t. Trials are taken as independent given the wording, so that inputs that cancel between the
 * sides are counted against it: too low there. Source: Abramowitz and Stegun 1964, 26.7.10, for the
 * noncentral t.
 */
export function closedPower(filled: FilledDesign, { level = 0.95 }: { level?: number } = {}): number {
  const { paraphrases, published } = gapParts(momentsOf(filled), filled);
  return powerOf(filled.gap, [paraphrases, published], level);
}

/** What rates of single wordings vary by: between wordings, and trials of each; and of the text. */
export interface Moments {
  between: number;
  within: number;
  published: number;
}

/** The moments of a design's rates; with `observe`, of rates as an imperfect judge shows them. */
export function momentsOf(
  { rate, tau, inputSd, paraphraseLogit }: FilledDesign,
  observe: (rate: number) => number = (rate) => rate,
): Moments {
  let [weight, mean, squares] = [0, 0, 0];
  for (let z = -8; z <= 8; z += 1 / 8) {
    const density = Math.exp((-z * z) / 2);
    const p = observe(marginal(paraphraseLogit + tau * z, inputSd));
    weight += density;
    mean += density * p;
    squares += density * p * p;
  }
  mean /= weight;
  squares /= weight;
  const publishedRate = observe(rate);
  return {
    between: Math.max(squares - mean ** 2, 0),
    within: mean - squares,
    published: publishedRate * (1 - publishedRate),
  };
}

/** What a gap's error is made of on either side, and the variance between wordings' true rates. */
export function gapParts(
  { between, within, published }: Moments,
  { k, n, publishedN }: Pick<FilledDesign, "k" | "n" | "publishedN">,
): Record<"paraphrases" | "published" | "between", Part> {
  return {
    paraphrases: { variance: (between + within / n) / k, df: k - 1 },
    published: { variance: published / publishedN, df: publishedN - 1 },
    between: { variance: between, df: k - 1 },
  };
}

/** Chance that a two-sided t-test finds a difference whose error has these parts. */
export function powerOf(difference: number, parts: readonly Part[], level: number): number {
  const variance = parts.reduce((total, part) => total + part.variance, 0);
  const df = variance ** 2 / parts.reduce((total, part) => total + part.variance ** 2 / part.df, 0);
  const shift = difference / Math.sqrt(variance);
  const t = tQuantile(1 - (1 - level) / 2, df);
  return noncentralUpper(t, df, shift) + noncentralUpper(t, df, -shift);
}

function noncentralUpper(t: number, df: number, shift: number): number {
  return normalCdf(-(t * (1 - 1 / (4 * df)) - shift) / Math.sqrt(1 + t ** 2 / (2 * df)));
}
