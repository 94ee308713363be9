import type { Design } from "./design.ts";

/** What evaluations of the likelihood share: arrays that are filled over and over. */
export interface LikelihoodWork {
  design: Design;
  coefficients: Float64Array;
  rowLogit: Float64Array;
  columnLogit: Float64Array;
  rowOdds: Float64Array;
  columnOdds: Float64Array;
  rowSlope: Float64Array;
  columnSlope: Float64Array;
  /** Of the log odds of the correlation of trials of one cell. */
  correlationSlope: number;
  /** How many cells have more than i trials, by i. */
  larger: Float64Array;
}

export function likelihoodWork(design: Design): LikelihoodWork {
  const [rows, columns] = [design.rowTerms.length, design.columnTerms.length];
  const most = design.isOverdispersed ? design.n.reduce((a, b) => Math.max(a, b), 0) : 0;
  const larger = new Float64Array(most);
  for (const n of design.n) for (let i = 0; i < Math.min(n, most); i++) larger[i]!++;
  return {
    design,
    coefficients: new Float64Array(design.coefficients),
    rowLogit: new Float64Array(rows),
    columnLogit: new Float64Array(columns),
    rowOdds: new Float64Array(rows),
    columnOdds: new Float64Array(columns),
    rowSlope: new Float64Array(rows),
    columnSlope: new Float64Array(columns),
    correlationSlope: 0,
    larger,
  };
}

/** Beyond this, odds would not be told from certainty, nor from infinity. */
const FARTHEST = 40;

/**
 * Log-likelihood at `work.coefficients`, with its slopes by coefficient. Binomial; with a
 * correlation (its log odds) of trials of one cell, beta-binomial: the k-th success has odds p + kτ
 * beside 1 − p + …, τ = ρ/(1 − ρ), which at τ = 0 is the binomial and at τ = ∞ takes all trials of
 * a cell for copies of one. Source: Griffiths 1973.
 */
export function likelihood(work: LikelihoodWork, slopes: Float64Array, correlation: number): number {
  const { design, rowSlope, columnSlope } = work;
  addUp(design.rowTerms, work.coefficients, work.rowLogit, work.rowOdds);
  addUp(design.columnTerms, work.coefficients, work.columnLogit, work.columnOdds);
  rowSlope.fill(0);
  columnSlope.fill(0);
  work.correlationSlope = 0;
  const log = design.isOverdispersed ? correlated(work, Math.exp(Math.min(correlation, 30))) : independent(work);
  slopes.fill(0);
  handOut(design.rowTerms, rowSlope, slopes);
  handOut(design.columnTerms, columnSlope, slopes);
  return log;
}

function addUp(terms: readonly Int32Array[], from: Float64Array, logits: Float64Array, odds: Float64Array): void {
  for (let i = 0; i < terms.length; i++) {
    let sum = 0;
    const own = terms[i]!;
    for (let k = 0; k < own.length; k++) sum += from[own[k]!]!;
    logits[i] = Math.min(Math.max(sum, -FARTHEST), FARTHEST);
    odds[i] = Math.exp(logits[i]!);
  }
}

function handOut(terms: readonly Int32Array[], from: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < terms.length; i++) {
    const own = terms[i]!;
    for (let k = 0; k < own.length; k++) slopes[own[k]!]! += from[i]!;
  }
}

function independent({ design, rowLogit, columnLogit, rowOdds, columnOdds, rowSlope, columnSlope }: LikelihoodWork) {
  const { cellRow, cellColumn, n, sum } = design;
  let log = 0;
  for (let cell = 0; cell < n.length; cell++) {
    const r = cellRow[cell]!;
    const c = cellColumn[cell]!;
    const odds = rowOdds[r]! * columnOdds[c]!;
    log += sum[cell]! * (rowLogit[r]! + columnLogit[c]!) - n[cell]! * Math.log(1 + odds);
    const slope = sum[cell]! - (n[cell]! * odds) / (1 + odds);
    rowSlope[r]! += slope;
    columnSlope[c]! += slope;
  }
  return log;
}

function correlated(work: LikelihoodWork, tau: number): number {
  const { design, rowOdds, columnOdds, rowSlope, columnSlope, larger } = work;
  const { cellRow, cellColumn, n, sum } = design;
  let log = 0;
  let slopeTau = 0;
  for (let i = 1; i < larger.length; i++) {
    log -= larger[i]! * Math.log1p(i * tau);
    slopeTau -= (larger[i]! * i) / (1 + i * tau);
  }
  const [up, down] = [new Rising(), new Rising()];
  let product = 1;
  for (let cell = 0; cell < n.length; cell++) {
    const r = cellRow[cell]!;
    const c = cellColumn[cell]!;
    const odds = rowOdds[r]! * columnOdds[c]!;
    const q = 1 / (1 + odds);
    const p = odds * q;
    const ones = sum[cell]!;
    up.multiply(p, tau, ones);
    down.multiply(q, tau, n[cell]! - ones);
    log += up.log + down.log;
    product *= up.product * down.product;
    if (product < 1e-150 || product > 1e150) {
      log += Math.log(product);
      product = 1;
    }
    slopeTau += up.byTau + down.byTau;
    const slope = (up.byBase - down.byBase) * p * q;
    rowSlope[r]! += slope;
    columnSlope[c]! += slope;
  }
  work.correlationSlope = slopeTau * tau;
  return log + Math.log(product);
}

/**
 * So many factors are multiplied before their logarithm is taken, which keeps products within
 * range.
 */
const FACTORS = 4;

/**
 * The rising product of base + iτ over i below a count: `log` + log `product`, and its slopes by
 * base and by τ.
 */
class Rising {
  log = 0;
  product = 1;
  byBase = 0;
  byTau = 0;

  multiply(base: number, tau: number, count: number): void {
    this.log = 0;
    this.byBase = 0;
    this.byTau = 0;
    let product = 1;
    let from = 0;
    do {
      if (from > 0) this.log += Math.log(product);
      const to = Math.min(from + FACTORS, count);
      product = 1;
      let byBase = 0;
      let byTau = 0;
      for (let i = from; i < to; i++) {
        const at = base + i * tau;
        byBase = byBase * at + product;
        byTau = byTau * at + i * product;
        product *= at;
      }
      const inverse = 1 / product;
      this.byBase += byBase * inverse;
      this.byTau += byTau * inverse;
      from = to;
    } while (from < count);
    this.product = product;
  }
}

/**
 * What the trials of each cell tell of its log odds, about: n p (1 − p), less for trials that are
 * alike.
 */
export function addInformation(work: LikelihoodWork, correlation: number, into: Float64Array): void {
  const { design, rowOdds, columnOdds } = work;
  const rho = design.isOverdispersed ? 1 / (1 + Math.exp(-correlation)) : 0;
  for (let cell = 0; cell < design.n.length; cell++) {
    const odds = rowOdds[design.cellRow[cell]!]! * columnOdds[design.cellColumn[cell]!]!;
    const n = design.n[cell]!;
    into[cell]! += ((n / (1 + (n - 1) * rho)) * odds) / (1 + odds) ** 2;
  }
}
