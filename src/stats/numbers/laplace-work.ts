/**
 * Successes and counts by row and column (row-major), and each row's line of the fixed effects'
 * design.
 */
export interface CrossedCounts {
  rows: number;
  columns: number;
  n: Float64Array;
  sum: Float64Array;
  design: Float64Array;
  /** Fixed effects: entries in a line of the design. */
  terms: number;
}

/** Standard deviations of the rows' and of the columns' random intercepts. */
export type Sds = readonly [rows: number, columns: number];

/** What the steps of one fit share: the counts, and arrays that are filled over and over. */
export interface LaplaceWork extends CrossedCounts {
  /** Random effects of the rows, then of the columns, in units of their SD. */
  mode: Float64Array;
  candidate: Float64Array;
  step: Float64Array;
  gradient: Float64Array;
  diagonal: Float64Array;
  /** Fixed part of each row's logit. */
  fixed: Float64Array;
  weights: Float64Array;
  schur: Float64Array;
  rowOdds: Float64Array;
  columnOdds: Float64Array;
  coupling: Float64Array;
}

export function laplaceWork(counts: CrossedCounts): LaplaceWork {
  const { rows: K, columns: Q } = counts;
  const of = (size: number) => new Float64Array(size);
  return {
    ...counts,
    mode: of(K + Q),
    candidate: of(K + Q),
    step: of(K + Q),
    gradient: of(K + Q),
    diagonal: of(K + Q),
    fixed: of(K),
    weights: of(K * Q),
    schur: of(K * K),
    rowOdds: of(K),
    columnOdds: of(Q),
    coupling: of(K),
  };
}

/** Penalised −log-likelihood at `at`. */
export function objective(work: LaplaceWork, at: Float64Array, [s1, s2]: Sds): number {
  const { rows: K, columns: Q, n, sum, fixed, columnOdds } = work;
  let value = 0;
  for (let q = 0; q < Q; q++) columnOdds[q] = Math.exp(s2 * at[K + q]!);
  for (let w = 0; w < K; w++) {
    const logit = fixed[w]! + s1 * at[w]!;
    const odds = Math.exp(logit);
    for (let q = 0, c = w * Q; q < Q; q++, c++) {
      if (n[c] === 0) continue;
      value += n[c]! * Math.log1p(odds * columnOdds[q]!) - sum[c]! * (logit + s2 * at[K + q]!);
    }
  }
  let penalty = 0;
  for (let i = 0; i < K + Q; i++) penalty += at[i]! ** 2;
  return value + penalty / 2;
}

/** Gradient, weights and the diagonal of the Hessian at the mode so far. */
export function differentiate(work: LaplaceWork, [s1, s2]: Sds): void {
  const { rows: K, columns: Q, n, sum, mode, gradient, diagonal, fixed, weights, rowOdds, columnOdds } = work;
  gradient.fill(0);
  diagonal.fill(0);
  for (let w = 0; w < K; w++) rowOdds[w] = Math.exp(fixed[w]! + s1 * mode[w]!);
  for (let q = 0; q < Q; q++) columnOdds[q] = Math.exp(s2 * mode[K + q]!);
  for (let w = 0; w < K; w++) {
    let [g, d] = [0, 0];
    for (let q = 0, c = w * Q; q < Q; q++, c++) {
      const odds = rowOdds[w]! * columnOdds[q]!;
      const mu = odds === Infinity ? 1 : odds / (1 + odds);
      const residual = sum[c]! - n[c]! * mu;
      const weight = (n[c]! * mu) / (1 + odds);
      weights[c] = weight;
      g += residual;
      d += weight;
      gradient[K + q]! += residual;
      diagonal[K + q]! += weight;
    }
    gradient[w] = g;
    diagonal[w] = d;
  }
  for (let i = 0; i < K + Q; i++) {
    const sd = i < K ? s1 : s2;
    gradient[i] = sd * gradient[i]! - mode[i]!;
    diagonal[i] = 1 + sd * sd * diagonal[i]!;
  }
}
