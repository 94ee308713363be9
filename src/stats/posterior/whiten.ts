import {
  factorPattern,
  factorSparse,
  placeOf,
  solveLower,
  solveUpper,
  type SparseLower,
} from "../numbers/sparse-cholesky.ts";
import type { Parameters } from "./density.ts";
import type { Design } from "./design.ts";

/** The places of the factor of the precision of a design's coefficients. */
export function patternOf({ coefficients, rowTerms, columnTerms, cellRow, cellColumn }: Design): SparseLower {
  const below = Array.from({ length: coefficients }, () => new Set<number>());
  const link = (a: number, b: number) => a !== b && below[Math.min(a, b)]!.add(Math.max(a, b));
  for (const terms of [...rowTerms, ...columnTerms]) for (const a of terms) for (const b of terms) link(a, b);
  cellRow.forEach((row, cell) => {
    for (const a of rowTerms[row]!) for (const b of columnTerms[cellColumn[cell]!]!) link(a, b);
  });
  return factorPattern(below);
}

/** What cells tell, added up by row and by column. */
function byLine({ rowTerms, columnTerms, cellRow, cellColumn }: Design, information: Float64Array) {
  const [rows, columns] = [new Float64Array(rowTerms.length), new Float64Array(columnTerms.length)];
  information.forEach((weight, cell) => {
    rows[cellRow[cell]!]! += weight;
    columns[cellColumn[cell]!]! += weight;
  });
  return [
    [rowTerms, rows],
    [columnTerms, columns],
  ] as const;
}

/** What all cells tell of each coefficient. */
export function informationOf(design: Design, information: Float64Array): Float64Array {
  const sums = new Float64Array(design.coefficients);
  for (const [terms, weights] of byLine(design, information))
    terms.forEach((places, i) => {
      for (const a of places) sums[a]! += weights[i]!;
    });
  return sums;
}

/**
 * How much of each coefficient's variance data leave, 0 to 1: its variance given the data, all
 * other coefficients being unknown too, over its prior's; 0 where the prior's scale is given. What
 * cells tell of a wording is little where wordings of each group are far apart.
 */
export function varianceLeft(
  factor: SparseLower,
  parameters: Parameters,
  found: { information: Float64Array; logSds: ArrayLike<number> },
): Float64Array {
  const { sdOf } = parameters;
  factorPrecision(factor, { ...parameters, apart: new Float64Array(sdOf.length) }, found);
  const column = new Float64Array(sdOf.length);
  return Float64Array.from(sdOf, (sd, i) => {
    if (sd < 0) return 0;
    column.fill(0);
    column[i] = 1;
    solveLower(factor, column);
    const variance = column.reduce((sum, value) => sum + value ** 2, 0);
    return Math.min(variance * Math.exp(-2 * found.logSds[sd]!), 1);
  });
}

/**
 * Fills a pattern with the factor of the coefficients' precision, given what cells tell and the log
 * standard deviations.
 */
export function factorPrecision(
  factor: SparseLower,
  { design, apart, sdOf, scale }: Parameters,
  { information, logSds }: { information: Float64Array; logSds: ArrayLike<number> },
): void {
  const { rowTerms, columnTerms, cellRow, cellColumn, coefficients } = design;
  factor.value.fill(0);
  const unit = Float64Array.from(apart, (share, i) => (sdOf[i]! < 0 ? 1 : Math.exp(share * logSds[sdOf[i]!]!)));
  const add = (a: number, b: number, weight: number) => {
    factor.value[placeOf(factor, Math.max(a, b), Math.min(a, b))]! += weight * unit[a]! * unit[b]!;
  };
  information.forEach((weight, cell) => {
    for (const a of rowTerms[cellRow[cell]!]!) for (const b of columnTerms[cellColumn[cell]!]!) add(a, b, weight);
  });
  for (const [terms, weights] of byLine(design, information))
    terms.forEach((places, i) => {
      for (const a of places) for (const b of places) if (b <= a) add(a, b, weights[i]!);
    });
  for (let i = 0; i < coefficients; i++) {
    const sd = sdOf[i]!;
    const prior = sd < 0 ? scale[i]! ** -2 : Math.exp(-2 * (1 - apart[i]!) * logSds[sd]!);
    factor.value[factor.start[i]!]! += prior;
  }
  factorSparse(factor);
}

/** A change of variables in which the posterior is about as wide in every direction. */
export interface Whitening {
  factor: SparseLower;
  /** Units of the parameters that are no coefficients. */
  units: Float64Array;
}

/** The parameters at whitened `y`. */
export function fromWhite({ factor, units }: Whitening, y: Float64Array, x: Float64Array): void {
  x.set(y);
  for (let i = 0; i < units.length; i++) x[factor.size + i]! *= units[i]!;
  solveUpper(factor, x);
}

/** Where parameters are in whitened variables. */
export function toWhite({ factor, units }: Whitening, x: Float64Array): Float64Array {
  const { size, start, row, value } = factor;
  const y = Float64Array.from(x);
  for (let j = 0; j < size; j++) {
    let sum = 0;
    for (let a = start[j]!; a < start[j + 1]!; a++) sum += value[a]! * x[row[a]!]!;
    y[j] = sum;
  }
  for (let i = 0; i < units.length; i++) y[size + i]! /= units[i]!;
  return y;
}

/** A gradient by parameters, in place, as one by whitened variables. */
export function whitenSlope({ factor, units }: Whitening, gradient: Float64Array): void {
  solveLower(factor, gradient);
  for (let i = 0; i < units.length; i++) gradient[factor.size + i]! *= units[i]!;
}
