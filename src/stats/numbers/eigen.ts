/** Eigenvalues of a symmetric matrix, and its eigenvectors as columns (row-major). */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

/**
 * Diagonalises a symmetric matrix (row-major) by cyclic Jacobi rotations: exact to rounding, meant
 * for sizes up to some hundred. Source: Golub and Van Loan 2013, section 8.5.
 */
export function eigen(matrix: ArrayLike<number>, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, size) > 1e-30 * frobenius(a); sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}

/**
 * Sum over eigenvalues above `least` times the largest of `power(value)` v vᵀ: a function of a
 * matrix, or a pseudo-inverse.
 */
export function matrixFunction(
  { values, vectors }: Eigen,
  power: (value: number) => number,
  { least = 1e-10 }: { least?: number } = {},
): Float64Array {
  const size = values.length;
  const result = new Float64Array(size * size);
  const floor = least * Math.max(...values);
  for (let k = 0; k < size; k++) {
    if (!(values[k]! > floor)) continue;
    const factor = power(values[k]!);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) result[i * size + j]! += factor * vectors[i * size + k]! * vectors[j * size + k]!;
  }
  return result;
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (m: Float64Array, x: number, y: number) => {
    const [mx, my] = [m[x]!, m[y]!];
    m[x] = c * mx - s * my;
    m[y] = s * mx + c * my;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
}

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum += a[i * size + j]! ** 2;
  return sum;
}

const frobenius = (a: Float64Array): number => a.reduce((sum, x) => sum + x * x, 0);
