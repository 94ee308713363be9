import { random } from "../../lib/random.ts";
import { sampleChain, type Chain } from "./chain.ts";
import type { GroupCounts } from "./counts-of.ts";
import { designOf, type Design } from "./design.ts";
import type { PriorScales } from "./priors.ts";
import { quantitiesOf, type Quantities } from "./quantities.ts";

/** How a posterior is drawn from. */
export interface SamplingOptions {
  chains: number;
  draws: number;
  seed: number | string;
}

/** Draws of a model of several groups. */
export interface Fit {
  design: Design;
  chains: Chain[];
  quantities: Quantities[];
}

/**
 * Draws from the posterior of groups that are modelled together; the same seed gives the same
 * draws.
 */
export function fitTogether(
  groups: readonly GroupCounts[],
  priors: PriorScales,
  { chains, draws, seed }: SamplingOptions,
): Fit {
  const design = designOf(groups);
  const sampled = Array.from({ length: chains }, (_, c) =>
    sampleChain(design, priors, draws, random(`${seed} chain ${c}`)),
  );
  const quantities = design.groups.map((group, g) =>
    quantitiesOf(design, group, sampled, random(`${seed} group ${g}`)),
  );
  return { design, chains: sampled, quantities };
}

/**
 * Draws of the parameter at that place behind the coefficients: a standard deviation, or the
 * correlation.
 */
export const parameterDraws = ({ design, chains }: Fit, place: number): Float64Array[] =>
  chains.map(({ draws }) => Float64Array.from(draws, (draw) => draw[design.coefficients + place]!));
