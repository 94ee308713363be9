import { normal, type Random } from "../../lib/random.ts";
import { tQuantile } from "../numbers/distributions.ts";
import { sampleChain } from "./chain.ts";
import type { GroupCounts } from "./counts-of.ts";
import { designOf, type Design } from "./design.ts";
import { SD_DF, type PriorScales } from "./priors.ts";
import { named, quantitiesOf } from "./quantities.ts";

/** For tests: what simulated data are like. */
export interface Shape {
  k: number;
  inputs: number;
  n: number;
  publishedN?: number;
  models?: number;
}

/** For tests: groups of that shape, one a model, without a success yet. */
export function groupsOfShape({ k, inputs, n, publishedN = n, models = 1 }: Shape): GroupCounts[] {
  return Array.from({ length: models }, (_, m) => ({
    head: {
      key: { scenario: "s", model: `m${m}`, condition: "", outcome: "o" },
      pooled: [],
      dropped: [],
      simulated: true,
      served: [],
      controlFor: null,
      headline: null,
      isDifference: false,
    },
    publishedText: "verbatim/w0",
    isBinary: true,
    counts: Array.from({ length: (k + 1) * inputs }, (_, i) => {
      const wording = Math.floor(i / inputs);
      const trials = wording === 0 ? publishedN : n;
      return {
        wording: `w${wording}`,
        published: wording === 0,
        input: inputs > 1 ? `q${i % inputs}` : "",
        n: trials,
        sum: 0,
      };
    }),
  }));
}

/** For tests: parameters drawn from their priors, as a draw of a chain. */
export function drawPriors(design: Design, priors: PriorScales, next: Random): Float64Array {
  const { coefficients: p, sds, blocks, isOverdispersed } = design;
  const truth = new Float64Array(p + sds.length + Number(isOverdispersed));
  for (let k = 0; k < sds.length; k++) truth[p + k] = priors.sd * Math.abs(tQuantile((1 + next()) / 2, SD_DF));
  if (isOverdispersed) truth[p + sds.length] = 1 - (1 - next()) ** (1 / priors.overdispersion);
  for (const { first, size, sd, scale } of blocks)
    for (let i = first; i < first + size; i++)
      truth[i] = (sd === null ? priors[scale!] : truth[p + sd]!) * normal(next);
  return truth;
}

/** For tests: puts successes into a design that these parameters bring about. */
export function simulateInto(design: Design, truth: Float64Array, next: Random): void {
  const { rowTerms, columnTerms, cellRow, cellColumn, n, sum, coefficients, sds, isOverdispersed } = design;
  const logit = (terms: Int32Array) => terms.reduce((total, i) => total + truth[i]!, 0);
  for (let cell = 0; cell < n.length; cell++) {
    const p = 1 / (1 + Math.exp(-logit(rowTerms[cellRow[cell]!]!) - logit(columnTerms[cellColumn[cell]!]!)));
    const rho = isOverdispersed ? truth[coefficients + sds.length]! : 0;
    sum[cell] = urn(n[cell]!, p, rho / (1 - rho), next);
  }
}

/** Pólya's urn: each success makes the next one likelier. */
function urn(n: number, p: number, tau: number, next: Random): number {
  let ones = 0;
  for (let i = 0; i < n; i++) if (next() < (p + ones * tau) / (1 + i * tau)) ones++;
  return ones;
}

/**
 * For tests: by quantity, the place among thinned draws of the truth that the data were made from,
 * which is even on 0 to 1 where draws are of the posterior.
 */
export function rankOfTruth(
  shape: Shape,
  priors: PriorScales,
  { next, draws, thin, careful = false }: { next: Random; draws: number; thin: number; careful?: boolean },
): Record<string, number> {
  const design = designOf(groupsOfShape(shape));
  const truth = drawPriors(design, priors, next);
  simulateInto(design, truth, next);
  const chains = [0, 1].map(() => sampleChain(design, priors, { draws, careful }, next));
  const [sought, drawn] = [[{ draws: [truth] }], chains].map((of) =>
    named(of.map(({ draws }) => quantitiesOf(design, design.groups[0]!, draws, next))),
  );
  // One draw fewer than there are places for the truth among them, which are then a round number.
  const below = (chains: readonly Float64Array[], value: number) => {
    const kept = chains.flatMap((chain) => [...chain].filter((_, i) => i % thin === 0)).slice(1);
    return (kept.filter((draw) => draw < value).length + 0.5) / (kept.length + 1);
  };
  const names = ["published", "paraphrase", "gap", "newWording", "publishedMinusNew"] as const;
  const parameters = [...design.sds.map((name) => `SD of ${name}`), ...(design.isOverdispersed ? ["correlation"] : [])];
  const at = (place: number) => chains.map(({ draws }) => Float64Array.from(draws, (draw) => draw[place]!));
  return {
    ...Object.fromEntries(names.map((name) => [name, below(drawn![name], sought![name][0]![0]!)])),
    "rate of a paraphrase": below(drawn!.wordings[1]!, sought!.wordings[1]![0]![0]!),
    ...Object.fromEntries(
      parameters.map((name, k) => [name, below(at(design.coefficients + k), truth[design.coefficients + k]!)]),
    ),
  };
}

/** For tests: chi-square of shares against an even spread over so many bins. */
export function unevenness(shares: readonly number[], bins: number): number {
  const counts = new Float64Array(bins);
  for (const share of shares) counts[Math.min(Math.floor(share * bins), bins - 1)]!++;
  const expected = shares.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
