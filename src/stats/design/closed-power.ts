import { normalCdf, tQuantile } from "../numbers/distributions.ts";
import type { FilledDesign } from "./design.ts";
import { marginal } from "../../lib/marginal.ts";

/**
 * Power of the headline test without simulation: standard error √(V/K + p₀(1 − p₀)/n₀), V the
 * variance of a paraphrase's observed rate over wordings, on Satterthwaite's df, and the noncentral
 * t. Trials are taken as independent given the wording, so that inputs that cancel between the
 * sides are counted against it: too low there. Source: Abramowitz and Stegun 1964, 26.7.10, for the
 * noncentral t.
 */
export function closedPower(
  { k, n, publishedN, rate, gap, tau, inputSd, paraphraseLogit }: FilledDesign,
  { level = 0.95 }: { level?: number } = {},
): number {
  let [weight, mean, squares] = [0, 0, 0];
  for (let z = -8; z <= 8; z += 1 / 8) {
    const density = Math.exp((-z * z) / 2);
    const p = marginal(paraphraseLogit + tau * z, inputSd);
    weight += density;
    mean += density * p;
    squares += density * p * p;
  }
  mean /= weight;
  squares /= weight;
  const paraphrases = (Math.max(squares - mean ** 2, 0) + (mean - squares) / n) / k;
  const published = (rate * (1 - rate)) / publishedN;
  const variance = paraphrases + published;
  const df = variance ** 2 / (paraphrases ** 2 / (k - 1) + published ** 2 / (publishedN - 1));
  const shift = gap / Math.sqrt(variance);
  const t = tQuantile(1 - (1 - level) / 2, df);
  return noncentralUpper(t, df, shift) + noncentralUpper(t, df, -shift);
}

function noncentralUpper(t: number, df: number, shift: number): number {
  return normalCdf(-(t * (1 - 1 / (4 * df)) - shift) / Math.sqrt(1 + t ** 2 / (2 * df)));
}
