import type { Random } from "../../lib/random.ts";
import { move, type LogDensity, type Point } from "../numbers/nuts.ts";
import { firstStep, StepSize } from "../numbers/step-size.ts";
import { coefficientsAt, densityOf, parametersAt, parametersOf, sdAt, sizeOf, type Parameters } from "./density.ts";
import type { Design } from "./design.ts";
import { addInformation, type LikelihoodWork } from "./likelihood.ts";
import type { PriorScales } from "./priors.ts";
import {
  factorPrecision,
  fromWhite,
  patternOf,
  informationOf,
  toWhite,
  varianceLeft,
  whitenSlope,
  type Whitening,
} from "./whiten.ts";

/** A sampler under way: where it is, in whitened variables, and how it moves. */
export interface Sampler {
  design: Design;
  careful: boolean;
  parameters: Parameters;
  /** By parameters, and by whitened variables. */
  density: LogDensity;
  whiteDensity: LogDensity;
  work: LikelihoodWork;
  white: Whitening;
  next: Random;
  point: Point;
  step: number;
  /**
   * Mean acceptance that the step is learned for, and how often a trajectory is doubled at most.
   */
  acceptance: number;
  doublings: number;
  /** Moves to each kept draw. */
  thinning: number;
  divergences: number;
  leapfrogs: number;
}

/**
 * A sampler of a design's posterior, nowhere yet: see {@link place}. A careful one takes more and
 * smaller steps.
 */
export function openSampler(design: Design, priors: PriorScales, next: Random, careful: boolean): Sampler {
  const parameters = parametersOf(design, priors);
  const { density, work } = densityOf(parameters);
  const size = sizeOf(design);
  const white = { factor: patternOf(design), units: new Float64Array(size - design.coefficients).fill(0.5) };
  const [x, slope] = [new Float64Array(size), new Float64Array(size)];
  const whiteDensity: LogDensity = (y, gradient) => {
    fromWhite(white, y, x);
    const log = density(x, slope);
    gradient.set(slope);
    whitenSlope(white, gradient);
    return log;
  };
  const nowhere = { x, momentum: slope, gradient: slope, logDensity: -Infinity };
  const course = { density, whiteDensity, work, white, next, point: nowhere };
  const pace = careful ? carefulPace(design) : paceOf(design);
  return { design, careful, parameters, ...course, ...pace, step: 0.1, divergences: 0, leapfrogs: 0 };
}

/** Puts the sampler at these parameters. */
export function place(sampler: Sampler, x: Float64Array): void {
  const y = toWhite(sampler.white, x);
  const gradient = new Float64Array(y.length);
  sampler.point = { x: y, momentum: gradient, gradient, logDensity: sampler.whiteDensity(y, gradient) };
}

/** The parameters where the sampler is. */
export function parametersNow({ point, white }: Sampler): Float64Array {
  const x = new Float64Array(point.x.length);
  fromWhite(white, point.x, x);
  return x;
}

/** Moves the sampler once; its mean acceptance on the way. */
export function advance(sampler: Sampler): number {
  const { point, acceptance, leapfrogs, diverged } = move(sampler.whiteDensity, sampler.point, sampler);
  sampler.point = point;
  sampler.leapfrogs += leapfrogs;
  sampler.divergences += Number(diverged);
  return acceptance;
}

/**
 * With many coefficients, whitened, seven steps go most of the way around; where each cell says
 * little they go less far, and twice as many are wanted. With few, what is slow is the standard
 * deviations, of which data say little: small steps, as many as it takes, and several moves to a
 * draw are wanted, and cheap.
 */
function paceOf({ coefficients, n }: Design): Pace {
  if (coefficients > 150) return { acceptance: 0.8, doublings: meanOf(n) < 4 ? 4 : 3, thinning: 1 };
  return coefficients > 12
    ? { acceptance: 0.93, doublings: 7, thinning: 1 }
    : { acceptance: 0.97, doublings: 8, thinning: 3 };
}

const carefulPace = ({ coefficients }: Design): Pace =>
  coefficients > 12
    ? { acceptance: 0.95, doublings: 8, thinning: 1 }
    : { acceptance: 0.99, doublings: 10, thinning: 5 };

type Pace = Pick<Sampler, "acceptance" | "doublings" | "thinning">;

/**
 * Moves so many times with a step that is learned on the way, and is kept; what `see` was shown
 * after each move.
 */
export function learnStep(sampler: Sampler, moves: number, see: (move: number) => void = () => {}): void {
  const size = new StepSize(firstStep(sampler.whiteDensity, sampler.point, sampler.next), sampler.acceptance);
  for (let i = 0; i < moves; i++) {
    sampler.step = size.current;
    size.learn(advance(sampler));
    see(i);
  }
  sampler.step = size.settled;
}

/** What cells tell on average over these parameters, and the mean log standard deviations. */
export function informationAt({ design, parameters, density, work }: Sampler, points: readonly Float64Array[]) {
  const { coefficients: p, sds, n, isOverdispersed } = design;
  const information = new Float64Array(n.length);
  const gradient = new Float64Array(sizeOf(design));
  for (const x of points) {
    density(x, gradient);
    addInformation(work, isOverdispersed ? x[p + sds.length]! : 0, information);
  }
  const logSd = (k: number) => (x: Float64Array) => Math.log(sdAt(x, parameters, k) + 1e-9);
  return {
    information: information.map((sum) => Math.max(sum / points.length, 1e-3)),
    logSds: sds.map((_, k) => meanOf(points.map(logSd(k)))),
  };
}

/**
 * New units of all parameters, from those that were seen on the way; the sampler stays where it is.
 */
export function takeStock(sampler: Sampler, seen: readonly Float64Array[]): void {
  const { design, parameters, white, careful } = sampler;
  const { coefficients: p, sds } = design;
  const now = parametersNow(sampler);
  const found = informationAt(sampler, seen);
  const coefficients = new Float64Array(p);
  coefficientsAt(now, parameters, coefficients);
  const sdsOf = (x: Float64Array) => sds.map((_, k) => Math.max(sdAt(x, parameters, k), 1e-6));
  const [sdsNow, all] = [sdsOf(now), seen.map(sdsOf)];
  const information = informationOf(design, found.information);
  setApart(
    parameters,
    careful ? varianceLeft(white.factor, parameters, found) : alone(parameters, information, found.logSds),
  );
  parametersAt(coefficients, sdsNow, parameters, now);
  design.blocks.forEach(({ sd: k, size }) => {
    if (k === null) return;
    // About what the logarithm of a standard deviation is known to where all its coefficients are.
    const least = 1 / Math.sqrt(2 * size);
    const unit = Math.sqrt(meanOf(all.map((each) => each[k]! ** 2)));
    const values = all.map((each) => (parameters.signed[k] === 1 ? each[k]! / unit : Math.log(each[k]!)));
    white.units[k] = spreadOf(values, least) * (parameters.signed[k] === 1 ? unit : 1);
  });
  if (design.isOverdispersed)
    white.units[sds.length] = spreadOf(
      seen.map((x) => x[p + sds.length]!),
      0.3,
    );
  factorPrecision(white.factor, parameters, found);
  place(sampler, now);
}

/** How much of each coefficient's variance data would leave were all others known. */
const alone = ({ sdOf }: Parameters, information: Float64Array, logSds: readonly number[]): Float64Array =>
  Float64Array.from(sdOf, (sd, i) => (sd < 0 ? 0 : 1 / (1 + information[i]! * Math.exp(2 * logSds[sd]!))));

/** How far coefficients are apart from their standard deviations: as far as data leave of each. */
function setApart({ design, apart, signed }: Parameters, left: Float64Array): void {
  apart.set(left);
  for (const { sd, first, size } of design.blocks) {
    if (sd === null) continue;
    const apartInBlock = apart.subarray(first, first + size);
    // Of few coefficients little is told of their standard deviation: it may be near zero sooner.
    signed[sd] = Number(meanOf(apartInBlock) > (size > 12 ? 0.5 : 0.1));
    if (signed[sd] === 1) apartInBlock.fill(1);
  }
}

const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** A standard deviation that leans to another where few values tell it. */
function spreadOf(values: readonly number[], other: number): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt((squares + 4 * other ** 2) / (values.length + 3));
}
