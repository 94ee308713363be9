import { normal, type Random } from "../../lib/random.ts";

/** Log density, up to a constant, at `x`; its gradient is written into `gradient`. */
export type LogDensity = (x: Float64Array, gradient: Float64Array) => number;

/** A point on a trajectory. */
export interface Point {
  x: Float64Array;
  momentum: Float64Array;
  gradient: Float64Array;
  logDensity: number;
}

/** What one move of the sampler came to. */
export interface Move {
  point: Point;
  /** Mean probability of acceptance along the trajectory, for the step size. */
  acceptance: number;
  leapfrogs: number;
  diverged: boolean;
}

interface Tree {
  /** The end farther from where the trajectory began, and the momenta at both ends. */
  end: Point;
  firstMomentum: Float64Array;
  sample: Point;
  logWeight: number;
  /** Sum of momenta. */
  rho: Float64Array;
  acceptance: number;
  leapfrogs: number;
  turned: boolean;
  diverged: boolean;
}

const DIVERGENCE = 1000;

/**
 * Arrays for the points of one trajectory, used again for the next: making them anew, some hundreds
 * a move, takes longer than what is computed in them.
 */
class Shelf {
  readonly size: number;
  readonly #arrays: Float64Array[] = [];
  #taken = 0;

  constructor(size: number) {
    this.size = size;
  }

  /** An array with anything in it. */
  take(): Float64Array {
    return (this.#arrays[this.#taken++] ??= new Float64Array(this.size));
  }

  /** Takes all back. */
  clear(): void {
    this.#taken = 0;
  }
}

const shelves = new WeakMap<LogDensity, Shelf>();

/** The shelf of a density, cleared. */
function shelfOf(density: LogDensity, size: number): Shelf {
  const known = shelves.get(density);
  const shelf = known?.size === size ? known : new Shelf(size);
  shelves.set(density, shelf);
  shelf.clear();
  return shelf;
}

/**
 * One move of the no-U-turn sampler with unit mass: a trajectory doubled forwards or backwards
 * until it turns, its points drawn by their weight, later halves preferred; at most `doublings`
 * times. Sources: Hoffman and Gelman 2014; Betancourt 2017.
 */
export function move(
  density: LogDensity,
  from: Point,
  { step, doublings, next }: { step: number; doublings: number; next: Random },
): Move {
  const size = from.x.length;
  const shelf = shelfOf(density, size);
  const momentum = shelf.take();
  for (let i = 0; i < size; i++) momentum[i] = normal(next);
  const start: Point = { ...from, momentum };
  const energy = energyOf(start);
  let [left, right] = [start, start];
  let sample = start;
  let logWeight = 0;
  let rho = momentum;
  const sums = { acceptance: 0, leapfrogs: 0 };
  for (let depth = 0; depth < doublings; depth++) {
    const direction = next() < 0.5 ? -1 : 1;
    const tree = build({ density, shelf, energy, step: direction * step, next }, direction > 0 ? right : left, depth);
    sums.acceptance += tree.acceptance;
    sums.leapfrogs += tree.leapfrogs;
    if (tree.diverged || tree.turned)
      return { point: kept(sample), ...average(sums), leapfrogs: sums.leapfrogs, diverged: tree.diverged };
    if (next() < Math.exp(tree.logWeight - logWeight)) sample = tree.sample;
    logWeight = logSum(logWeight, tree.logWeight);
    const inner = (direction > 0 ? right : left).momentum;
    if (direction > 0) right = tree.end;
    else left = tree.end;
    const turned =
      hasTurned(rho, tree.rho, left.momentum, right.momentum) ||
      hasTurned(rho, tree.firstMomentum, direction > 0 ? left.momentum : right.momentum, tree.firstMomentum) ||
      hasTurned(tree.rho, inner, inner, tree.end.momentum);
    rho = added(rho, tree.rho, shelf.take());
    if (turned) break;
  }
  return { point: kept(sample), ...average(sums), leapfrogs: sums.leapfrogs, diverged: false };
}

/** A point in arrays of its own. */
const kept = ({ x, momentum, gradient, logDensity }: Point): Point => ({
  x: x.slice(),
  momentum: momentum.slice(),
  gradient: gradient.slice(),
  logDensity,
});

const average = ({ acceptance, leapfrogs }: { acceptance: number; leapfrogs: number }) => ({
  acceptance: acceptance / leapfrogs,
});

interface Course {
  density: LogDensity;
  shelf: Shelf;
  energy: number;
  /** Negative backwards. */
  step: number;
  next: Random;
}

function build(course: Course, from: Point, depth: number): Tree {
  if (depth === 0) return leaf(course, from);
  const first = build(course, from, depth - 1);
  if (first.turned || first.diverged) return first;
  const second = build(course, first.end, depth - 1);
  const logWeight = logSum(first.logWeight, second.logWeight);
  const rho = added(first.rho, second.rho, course.shelf.take());
  const [a, b, c, d] = [first.firstMomentum, first.end.momentum, second.firstMomentum, second.end.momentum];
  return {
    end: second.end,
    firstMomentum: a,
    sample: course.next() < Math.exp(second.logWeight - logWeight) ? second.sample : first.sample,
    logWeight,
    rho,
    acceptance: first.acceptance + second.acceptance,
    leapfrogs: first.leapfrogs + second.leapfrogs,
    diverged: second.diverged,
    turned:
      second.turned ||
      hasTurned(first.rho, second.rho, a, d) ||
      hasTurned(first.rho, c, a, c) ||
      hasTurned(second.rho, b, b, d),
  };
}

function leaf({ density, shelf, energy, step }: Course, from: Point): Tree {
  const end = leapfrog(density, from, step, shelf);
  const error = energyOf(end) - energy;
  const logWeight = Number.isNaN(error) ? -Infinity : -error;
  return {
    end,
    firstMomentum: end.momentum,
    sample: end,
    logWeight,
    rho: end.momentum,
    acceptance: Math.min(1, Math.exp(logWeight)),
    leapfrogs: 1,
    turned: false,
    diverged: !(error < DIVERGENCE),
  };
}

/** One step of length `step` along the trajectory, in arrays of the shelf, or in new ones. */
export function leapfrog(
  density: LogDensity,
  from: Point,
  step: number,
  shelf: Pick<Shelf, "take"> = { take: () => new Float64Array(from.x.length) },
): Point {
  const size = from.x.length;
  const [x, momentum, gradient] = [shelf.take(), shelf.take(), shelf.take()];
  for (let i = 0; i < size; i++) {
    momentum[i] = from.momentum[i]! + (step / 2) * from.gradient[i]!;
    x[i] = from.x[i]! + step * momentum[i]!;
  }
  const logDensity = density(x, gradient);
  for (let i = 0; i < size; i++) momentum[i]! += (step / 2) * gradient[i]!;
  return { x, momentum, gradient, logDensity };
}

/** The Hamiltonian. */
export const energyOf = ({ momentum, logDensity }: Point): number => dot(momentum, momentum) / 2 - logDensity;

/**
 * Whether a stretch's ends move toward each other along its sum of momenta, which is given in two
 * parts.
 */
function hasTurned(rho: Float64Array, more: Float64Array, first: Float64Array, last: Float64Array): boolean {
  let [along, beside] = [0, 0];
  for (let i = 0; i < rho.length; i++) {
    const sum = rho[i]! + more[i]!;
    along += sum * first[i]!;
    beside += sum * last[i]!;
  }
  return !(along > 0 && beside > 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function added(a: Float64Array, b: Float64Array, sum: Float64Array): Float64Array {
  for (let i = 0; i < sum.length; i++) sum[i] = a[i]! + b[i]!;
  return sum;
}

function logSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === -Infinity ? most : most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}
