/** A symmetric sparse matrix by columns: the diagonal first, then what is under it, by row. */
export interface SparseLower {
  size: number;
  /** Where each column begins in `row` and `value`; one entry more than there are columns. */
  start: Int32Array;
  row: Int32Array;
  value: Float64Array;
}

/**
 * The places of a Cholesky factor's entries, from those under the diagonal of the matrix
 * (`below[j]`: rows of column j). A column hands what is under its first entry on to that entry's
 * column. Source: George and Liu 1981.
 */
export function factorPattern(below: readonly ReadonlySet<number>[]): SparseLower {
  const size = below.length;
  const filled = below.map((rows) => new Set(rows));
  const start = new Int32Array(size + 1);
  const columns: number[][] = [];
  for (let j = 0; j < size; j++) {
    const rows = [...filled[j]!].sort((a, b) => a - b);
    const parent = rows[0];
    if (parent !== undefined) for (const row of rows) if (row !== parent) filled[parent]!.add(row);
    columns.push([j, ...rows]);
    start[j + 1] = start[j]! + rows.length + 1;
  }
  const row = Int32Array.from(columns.flat());
  return { size, start, row, value: new Float64Array(row.length) };
}

/** Where entry (row, column) of the lower triangle stands; the pattern must have it. */
export function placeOf({ start, row }: SparseLower, i: number, j: number): number {
  let [low, high] = [start[j]!, start[j + 1]! - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle]! < i) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Cholesky factor in place of a matrix that stands in its factor's pattern. Entries are NaN where
 * it is not definite.
 */
export function factorSparse({ size, start, row, value }: SparseLower): void {
  for (let j = 0; j < size; j++) {
    const [begin, end] = [start[j]!, start[j + 1]!];
    const pivot = Math.sqrt(value[begin]!);
    value[begin] = pivot;
    for (let a = begin + 1; a < end; a++) value[a]! /= pivot;
    for (let a = begin + 1; a < end; a++) {
      const scale = value[a]!;
      if (scale === 0) continue;
      let at = start[row[a]!]!;
      for (let b = a; b < end; b++) {
        const i = row[b]!;
        while (row[at]! < i) at++;
        value[at]! -= scale * value[b]!;
      }
    }
  }
}

/** x of L x = b, in place. */
export function solveLower({ size, start, row, value }: SparseLower, x: Float64Array): void {
  for (let j = 0; j < size; j++) {
    const [begin, end] = [start[j]!, start[j + 1]!];
    const xj = x[j]! / value[begin]!;
    x[j] = xj;
    for (let a = begin + 1; a < end; a++) x[row[a]!]! -= value[a]! * xj;
  }
}

/** x of Lᵀ x = b, in place. */
export function solveUpper({ size, start, row, value }: SparseLower, x: Float64Array): void {
  for (let j = size - 1; j >= 0; j--) {
    const [begin, end] = [start[j]!, start[j + 1]!];
    let xj = x[j]!;
    for (let a = begin + 1; a < end; a++) xj -= value[a]! * x[row[a]!]!;
    x[j] = xj / value[begin]!;
  }
}
