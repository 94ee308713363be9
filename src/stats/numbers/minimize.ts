/**
 * Where a smooth function of few variables is least, and its second derivatives there (row-major).
 */
export interface Minimum {
  at: Float64Array;
  value: number;
  hessian: Float64Array;
  converged: boolean;
}

/**
 * Minimises a smooth function of few variables by BFGS with central differences and a backtracking
 * line search, and takes its Hessian by central differences there. Converged means that the next
 * step promised less than 1e-10. The function may return NaN or Infinity where it is not defined;
 * not at `start`. Source: Nocedal and Wright 2006, ch. 6.
 */
export function minimize(f: (x: Float64Array) => number, start: ArrayLike<number>): Minimum {
  let x = Float64Array.from(start);
  let value = f(x);
  let { gradient, curvature } = differences(f, x, value);
  let inverse = steepest(curvature);
  let converged = false;
  for (let round = 0; round < 200; round++) {
    let direction = multiply(inverse, gradient).map((d) => -d);
    if (dot(direction, gradient) > 0) {
      inverse = steepest(curvature);
      direction = multiply(inverse, gradient).map((d) => -d);
    }
    const slope = dot(direction, gradient);
    converged = -slope / 2 < 1e-10;
    if (converged || Number.isNaN(slope)) break;
    const next = search(f, x, value, direction, slope);
    if (next === null) {
      converged = -slope < 1e-6;
      break;
    }
    const there = differences(f, next.x, next.value);
    const moved = next.x.map((xi, i) => xi - x[i]!);
    const turned = there.gradient.map((g, i) => g - gradient[i]!);
    if (dot(moved, turned) > 1e-12) inverse = updated(inverse, moved, turned);
    ({ x, value } = next);
    ({ gradient, curvature } = there);
  }
  return { at: x, value, hessian: secondDerivatives(f, x, value), converged };
}

/** The first step's inverse Hessian: the curvature along each axis alone. */
function steepest(curvature: Float64Array): Float64Array {
  const size = curvature.length;
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1 / Math.max(curvature[i]!, 1e-3);
  return inverse;
}

/**
 * The first of 1, ½, ¼ … of a step (of at most 3 in any variable) that descends enough; null where
 * none does.
 */
function search(
  f: (x: Float64Array) => number,
  x: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
): { x: Float64Array<ArrayBuffer>; value: number } | null {
  for (let length = Math.min(1, 3 / Math.max(...direction.map(Math.abs))); length > 1e-10; length /= 2) {
    const next = Float64Array.from(x, (xi, i) => xi + length * direction[i]!);
    const there = f(next);
    if (there <= value + 1e-4 * length * slope) return { x: next, value: there };
  }
  return null;
}

function differences(f: (x: Float64Array) => number, x: Float64Array, value: number) {
  const gradient = new Float64Array(x.length);
  const curvature = new Float64Array(x.length);
  x.forEach((xi, i) => {
    const h = 1e-4 * Math.max(1, Math.abs(xi));
    const [above, below] = [f(moved(x, [i, h])), f(moved(x, [i, -h]))];
    gradient[i] = (above - below) / (2 * h);
    curvature[i] = (above - 2 * value + below) / h ** 2;
  });
  return { gradient, curvature };
}

function secondDerivatives(f: (x: Float64Array) => number, x: Float64Array, value: number): Float64Array {
  const size = x.length;
  const hessian = new Float64Array(size * size);
  const h = x.map((xi) => 1e-3 * Math.max(1, Math.abs(xi)));
  for (let i = 0; i < size; i++) {
    const [above, below] = [f(moved(x, [i, h[i]!])), f(moved(x, [i, -h[i]!]))];
    hessian[i * size + i] = (above - 2 * value + below) / h[i]! ** 2;
    for (let j = 0; j < i; j++) {
      const at = (a: number, b: number) => f(moved(x, [i, a * h[i]!], [j, b * h[j]!]));
      const mixed = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h[i]! * h[j]!);
      hessian[i * size + j] = hessian[j * size + i] = mixed;
    }
  }
  return hessian;
}

function moved(x: Float64Array, ...by: [index: number, step: number][]): Float64Array {
  const copy = Float64Array.from(x);
  for (const [i, step] of by) copy[i]! += step;
  return copy;
}

/** BFGS's update of the inverse Hessian for a step `s` along which the gradient changed by `y`. */
function updated(inverse: Float64Array, s: Float64Array, y: Float64Array): Float64Array {
  const size = s.length;
  const rho = 1 / dot(s, y);
  const hy = multiply(inverse, y);
  const factor = rho * (1 + rho * dot(y, hy));
  return Float64Array.from(inverse, (value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return value + factor * s[i]! * s[j]! - rho * (hy[i]! * s[j]! + s[i]! * hy[j]!);
  });
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const multiply = (matrix: Float64Array, x: Float64Array): Float64Array =>
  x.map((_, i) => dot(matrix.subarray(i * x.length, (i + 1) * x.length), x));
