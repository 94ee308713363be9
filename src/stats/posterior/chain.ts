import { normal, type Random } from "../../lib/random.ts";
import { solveLower, solveUpper } from "../numbers/sparse-cholesky.ts";
import { coefficientsAt, sdAt, sizeOf } from "./density.ts";
import type { Design } from "./design.ts";
import type { PriorScales } from "./priors.ts";
import { renewSds } from "./renew-sds.ts";
import {
  advance,
  informationAt,
  learnStep,
  openSampler,
  parametersNow,
  place,
  takeStock,
  type Sampler,
} from "./sampler.ts";
import { factorPrecision } from "./whiten.ts";

/** Kept draws of one chain. */
export interface Chain {
  /** By draw: coefficients, standard deviations and the correlation of trials of one cell. */
  draws: Float64Array[];
  divergences: number;
  leapfrogs: number;
}

/**
 * Moves while the sampler learns, in stretches after each of which it takes stock, and then of its
 * step alone.
 */
const STRETCHES = [50, 60, 90];
const LAST_STRETCH = 60;

/**
 * One chain of the no-U-turn sampler over a design's parameters, from a random start about the
 * mode.
 */
export function sampleChain(
  design: Design,
  priors: PriorScales,
  { draws, careful }: { draws: number; careful: boolean },
  next: Random,
): Chain {
  const sampler = openSampler(design, priors, next, careful);
  place(sampler, startOf(sampler));
  for (const moves of STRETCHES) {
    const seen: Float64Array[] = [];
    learnStep(sampler, moves, (i) => {
      renewSds(sampler);
      if (i >= moves / 3 && i % 2 === 0) seen.push(parametersNow(sampler));
    });
    takeStock(sampler, seen);
  }
  learnStep(sampler, LAST_STRETCH);
  Object.assign(sampler, { divergences: 0, leapfrogs: 0 });
  const kept = Array.from({ length: draws }, () => drawFrom(sampler));
  return { draws: kept, divergences: sampler.divergences, leapfrogs: sampler.leapfrogs };
}

/**
 * About the mode of the coefficients, at standard deviations drawn about a half and a correlation
 * about 0.1.
 */
function startOf(sampler: Sampler): Float64Array {
  const { design, parameters, density, white, next } = sampler;
  const p = design.coefficients;
  const x = new Float64Array(sizeOf(design));
  for (let i = p; i < x.length; i++) x[i] = (i < p + design.sds.length ? -0.7 : -2) + 0.5 * normal(next);
  const gradient = new Float64Array(x.length);
  for (let round = 0; round < 12; round++) {
    density(x, gradient);
    factorPrecision(white.factor, parameters, informationAt(sampler, [x]));
    const step = gradient.slice(0, p);
    solveLower(white.factor, step);
    solveUpper(white.factor, step);
    const most = step.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    for (let i = 0; i < p; i++) x[i]! += step[i]! * Math.min(1, 2 / most);
    if (most < 0.1) break;
  }
  const about = Float64Array.from({ length: p }, () => normal(next));
  solveUpper(white.factor, about);
  for (let i = 0; i < p; i++) x[i]! += about[i]!;
  return x;
}

/** One more draw. */
function drawFrom(sampler: Sampler): Float64Array {
  for (let i = 0; i < sampler.thinning; i++) {
    advance(sampler);
    renewSds(sampler);
  }
  const { coefficients: p, sds, isOverdispersed } = sampler.design;
  const x = parametersNow(sampler);
  const drawn = Float64Array.from(x);
  coefficientsAt(x, sampler.parameters, drawn);
  for (let k = 0; k < sds.length; k++) drawn[p + k] = sdAt(x, sampler.parameters, k);
  if (isOverdispersed) drawn[p + sds.length] = 1 / (1 + Math.exp(-x[p + sds.length]!));
  return drawn;
}
