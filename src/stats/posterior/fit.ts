import { availableParallelism } from "node:os";
import type { GroupCounts } from "./counts-of.ts";
import { designOf, type Design } from "./design.ts";
import { workInThreads } from "./in-threads.ts";
import { drawsOf, openJob, quantitiesAt } from "./job.ts";
import type { PriorScales } from "./priors.ts";
import { named, type Quantities } from "./quantities.ts";

/** How a posterior is drawn from. */
export interface SamplingOptions {
  chains: number;
  draws: number;
  seed: number | string;
  /** Threads that chains are shared out to; the draws are the same with any number of them. */
  threads: number;
}

/** Draws of a model of several groups. */
export interface Fit {
  design: Design;
  /** By chain. */
  chains: { draws: Float64Array[]; divergences: number }[];
  quantities: Quantities[];
}

/** Below so many cells times draws, opening a thread takes longer than it saves. */
const WORTH_A_THREAD = 400_000;

/**
 * Draws from the posterior of groups that are modelled together; the same seed gives the same
 * draws.
 */
export function fitTogether(
  groups: readonly GroupCounts[],
  priors: PriorScales,
  {
    chains,
    draws,
    seed,
    threads,
    careful = false,
  }: Omit<SamplingOptions, "threads"> & Partial<SamplingOptions> & { careful?: boolean },
): Fit {
  const design = designOf(groups);
  const job = openJob({ design, priors, draws, seed, chains, careful });
  const isLong = design.n.length * draws * chains >= WORTH_A_THREAD;
  workInThreads(job, threads ?? (isLong ? availableParallelism() : 1));
  const each = Array.from({ length: chains }, (_, chain) => chain);
  const quantities = each.map((chain) => quantitiesAt(job, chain));
  return {
    design,
    chains: each.map((chain) => ({ draws: drawsOf(job, chain), divergences: job.divergences[chain]! })),
    quantities: design.groups.map((_, g) => named(quantities.map((byGroup) => byGroup[g]!))),
  };
}

/**
 * Draws of the parameter at that place behind the coefficients: a standard deviation, or the
 * correlation.
 */
export const parameterDraws = ({ design, chains }: Fit, place: number): Float64Array[] =>
  chains.map(({ draws }) => Float64Array.from(draws, (draw) => draw[design.coefficients + place]!));
