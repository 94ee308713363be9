import type { LogDensity } from "../numbers/nuts.ts";
import type { Design } from "./design.ts";
import { likelihood, likelihoodWork, type LikelihoodWork } from "./likelihood.ts";
import { SD_DF, type PriorScales } from "./priors.ts";

/**
 * The parameters in one array: coefficients (each divided by a power of its standard deviation),
 * standard deviations, and the log odds of the correlation of trials of one cell, if there is one.
 * A standard deviation stands there as its logarithm, or, where it may well be near zero, as itself
 * with either sign: coefficients in units of it are the same distribution with both signs turned.
 */
export interface Parameters {
  design: Design;
  /**
   * How far each coefficient is apart from its standard deviation, 0 (itself) to 1 (in units of
   * it): where data say little of a coefficient, its own value hangs on the standard deviation, and
   * moving both is slow unless it is 1.
   */
  apart: Float64Array;
  /** 1 for each standard deviation that has a sign; its coefficients are then in units of it. */
  signed: Uint8Array;
  /**
   * Place of each coefficient's standard deviation, −1 where its prior's scale is given, and that
   * scale.
   */
  sdOf: Int32Array;
  scale: Float64Array;
  priors: PriorScales;
}

export const sizeOf = ({ coefficients, sds, isOverdispersed }: Design): number =>
  coefficients + sds.length + Number(isOverdispersed);

export function parametersOf(design: Design, priors: PriorScales): Parameters {
  const sdOf = new Int32Array(design.coefficients).fill(-1);
  const scale = new Float64Array(design.coefficients).fill(1);
  for (const { first, size, sd, scale: prior } of design.blocks)
    for (let i = first; i < first + size; i++) {
      if (sd !== null) sdOf[i] = sd;
      if (prior !== null) scale[i] = priors[prior];
    }
  const [apart, signed] = [new Float64Array(design.coefficients), new Uint8Array(design.sds.length)];
  return { design, apart, signed, sdOf, scale, priors };
}

/**
 * What a coefficient is multiplied by: its standard deviation to the power of how far it is apart.
 */
const unitOf = ({ apart, signed }: Parameters, i: number, sd: number, value: number): number =>
  signed[sd] === 1 ? value : Math.exp(apart[i]! * value);

/** The coefficients themselves. */
export function coefficientsAt(x: Float64Array, parameters: Parameters, into: Float64Array): void {
  const { design, sdOf } = parameters;
  const p = design.coefficients;
  for (let i = 0; i < p; i++)
    into[i] = sdOf[i]! < 0 ? x[i]! : x[i]! * unitOf(parameters, i, sdOf[i]!, x[p + sdOf[i]!]!);
}

/** The standard deviation at place `k`. */
export const sdAt = (x: Float64Array, { design, signed }: Parameters, k: number): number => {
  const value = x[design.coefficients + k]!;
  return signed[k] === 1 ? Math.abs(value) : Math.exp(value);
};

/** Turns coefficients and standard deviations into parameters. */
export function parametersAt(
  coefficients: Float64Array,
  sds: ArrayLike<number>,
  parameters: Parameters,
  x: Float64Array,
): void {
  const { design, sdOf, signed } = parameters;
  const p = design.coefficients;
  for (let k = 0; k < signed.length; k++) x[p + k] = signed[k] === 1 ? sds[k]! : Math.log(sds[k]!);
  for (let i = 0; i < p; i++) {
    const sd = sdOf[i]!;
    x[i] = sd < 0 ? coefficients[i]! : coefficients[i]! / unitOf(parameters, i, sd, x[p + sd]!);
  }
}

/**
 * Log posterior density of the parameters, with its gradient; `work` holds the last coefficients
 * and cells' rates.
 */
export function densityOf(parameters: Parameters): { density: LogDensity; work: LikelihoodWork } {
  const { design } = parameters;
  const work = likelihoodWork(design);
  const slopes = new Float64Array(design.coefficients);
  const p = design.coefficients;
  const correlated = p + design.sds.length;
  const density: LogDensity = (x, gradient) => {
    coefficientsAt(x, parameters, work.coefficients);
    gradient.fill(0);
    const correlation = design.isOverdispersed ? x[correlated]! : -Infinity;
    let log = likelihood(work, slopes, correlation);
    if (design.isOverdispersed) {
      const rho = 1 / (1 + Math.exp(-correlation));
      const b = parameters.priors.overdispersion;
      log += Math.log(rho) + b * Math.log1p(-rho);
      gradient[correlated] = work.correlationSlope + 1 - rho - b * rho;
    }
    log += addCoefficients(x, gradient, parameters, work.coefficients, slopes);
    return log + addSds(x, gradient, parameters);
  };
  return { density, work };
}

/**
 * Normal priors of the coefficients, and the likelihood's slopes carried over to the parameters.
 */
function addCoefficients(
  x: Float64Array,
  gradient: Float64Array,
  { design, apart, signed, sdOf, scale }: Parameters,
  coefficients: Float64Array,
  slopes: Float64Array,
): number {
  const p = design.coefficients;
  let log = 0;
  for (let i = 0; i < p; i++) {
    const z = x[i]!;
    const slope = slopes[i]!;
    const sd = sdOf[i]!;
    if (sd < 0) {
      log -= (z / scale[i]!) ** 2 / 2;
      gradient[i] = slope - z / scale[i]! ** 2;
      continue;
    }
    if (signed[sd] === 1) {
      log -= (z * z) / 2;
      gradient[i] = slope * x[p + sd]! - z;
      gradient[p + sd]! += slope * z;
      continue;
    }
    const phi = x[p + sd]!;
    const share = apart[i]!;
    const spread = (1 - share) * phi;
    const squared = z * z * Math.exp(-2 * spread);
    log -= spread + squared / 2;
    gradient[i] = slope * Math.exp(share * phi) - z * Math.exp(-2 * spread);
    gradient[p + sd]! += slope * share * coefficients[i]! + (1 - share) * (squared - 1);
  }
  return log;
}

/** Half-t priors of the standard deviations, on their logarithm, or on themselves with a sign. */
function addSds(x: Float64Array, gradient: Float64Array, { design, signed, priors }: Parameters): number {
  const p = design.coefficients;
  let log = 0;
  for (let k = 0; k < design.sds.length; k++) {
    const value = x[p + k]!;
    const sd = signed[k] === 1 ? value : Math.exp(value);
    const ratio = (sd / priors.sd) ** 2 / SD_DF;
    log -= ((SD_DF + 1) / 2) * Math.log1p(ratio);
    const slope = ((SD_DF + 1) * ratio) / (1 + ratio);
    if (signed[k] === 1) gradient[p + k]! -= value === 0 ? 0 : slope / value;
    else {
      log += value;
      gradient[p + k]! += 1 - slope;
    }
  }
  return log;
}
