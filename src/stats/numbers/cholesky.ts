/**
 * Lower Cholesky factor of a symmetric matrix in its lower triangle (row-major), in place; returns
 * log |A|.
 */
export function cholesky(a: Float64Array, size: number): number {
  let log = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let value = a[i * size + j]!;
      for (let k = 0, x = i * size, y = j * size; k < j; k++, x++, y++) value -= a[x]! * a[y]!;
      if (i > j) a[i * size + j] = value / a[j * size + j]!;
      else {
        a[i * size + i] = Math.sqrt(value);
        log += Math.log(value);
      }
    }
  }
  return log;
}

/** Solves L Lᵀ x = b for the factor of {@link cholesky}; `b`'s first `size` entries become x. */
export function solve(factor: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let value = b[i]!;
    for (let k = 0; k < i; k++) value -= factor[i * size + k]! * b[k]!;
    b[i] = value / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let value = b[i]!;
    for (let k = i + 1; k < size; k++) value -= factor[k * size + i]! * b[k]!;
    b[i] = value / factor[i * size + i]!;
  }
}

/**
 * Inverse of a lower factor of {@link cholesky}, from a column `from` on, as a matrix of its own.
 */
export function inverseOf(factor: Float64Array, size: number, from = 0): Float64Array {
  const count = size - from;
  const inverse = new Float64Array(count * count);
  for (let column = 0; column < count; column++)
    for (let row = column; row < count; row++) {
      let value = row === column ? 1 : 0;
      for (let k = column; k < row; k++)
        value -= factor[(from + row) * size + from + k]! * inverse[k * count + column]!;
      inverse[row * count + column] = value / factor[(from + row) * size + from + row]!;
    }
  return inverse;
}

/** Inverse of a symmetric positive definite matrix, or null where it is not positive definite. */
export function inverse(matrix: Float64Array, size: number): Float64Array | null {
  const factor = Float64Array.from(matrix);
  if (!Number.isFinite(cholesky(factor, size))) return null;
  const result = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    solve(factor, size, unit);
    for (let i = 0; i < size; i++) result[i * size + j] = unit[i]!;
  }
  return result;
}
