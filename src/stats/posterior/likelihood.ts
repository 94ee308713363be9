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
    const places = terms[i]!;
    for (let k = 0; k < places.length; k++) sum += from[places[k]!]!;
    logits[i] = Math.min(Math.max(sum, -FARTHEST), FARTHEST);
    odds[i] = Math.exp(logits[i]!);
  }
}

function handOut(terms: readonly Int32Array[], from: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < terms.length; i++) {
    const places = terms[i]!;
    for (let k = 0; k < places.length; k++) slopes[places[k]!]! += from[i]!;
  }
}

function independent({ design, rowLogit, columnLogit, rowOdds, columnOdds, rowSlope, columnSlope }: LikelihoodWork) {
  const { cellRow, cellColumn, n, sum } = design;
  let log = 0;
  // The product of 1 + odds over cells of equal n, whose logarithm is taken now and then.
  let product = 1;
  let trials = 0;
  for (let cell = 0; cell < n.length; cell++) {
    const r = cellRow[cell]!;
    const c = cellColumn[cell]!;
    const odds = rowOdds[r]! * columnOdds[c]!;
    if (product > 1e200 || n[cell] !== trials) {
      log -= trials * Math.log(product);
      product = 1;
      trials = n[cell]!;
    }
    product *= 1 + odds;
    const ones = sum[cell]!;
    log += ones * (rowLogit[r]! + columnLogit[c]!);
    const slope = ones - (trials * odds) / (1 + odds);
    rowSlope[r]! += slope;
    columnSlope[c]! += slope;
  }
  return log - trials * Math.log(product);
}

/**
 * So many factors are multiplied before their logarithm is taken, which keeps products within
 * range.
 */
const FACTORS = 8;

/**
 * The rising product of p + iτ over i below the successes, times that of q + iτ over i below the
 * failures. Its slope by τ needs no sum of its own: p times the slope by p and τ times that by τ
 * add up to the number of factors.
 */
function correlated(work: LikelihoodWork, tau: number): number {
  const { design, rowOdds, columnOdds, rowSlope, columnSlope, larger } = work;
  const { cellRow, cellColumn, n, sum } = design;
  let log = 0;
  let slopeTau = 0;
  for (let i = 1; i < larger.length; i++) {
    log -= larger[i]! * Math.log1p(i * tau);
    slopeTau -= (larger[i]! * i * tau) / (1 + i * tau);
  }
  let product = 1;
  for (let cell = 0; cell < n.length; cell++) {
    const r = cellRow[cell]!;
    const c = cellColumn[cell]!;
    const odds = rowOdds[r]! * columnOdds[c]!;
    const q = 1 / (1 + odds);
    const p = odds * q;
    const ones = sum[cell]!;
    const zeros = n[cell]! - ones;
    let byP = 0;
    let byQ = 0;
    for (let side = 0; side < 2; side++) {
      let at = side === 0 ? p : q;
      let by = 0;
      for (let left = side === 0 ? ones : zeros; left > 0; left -= FACTORS) {
        let run = 1;
        let rise = 0;
        for (let i = Math.min(left, FACTORS); i > 0; i--) {
          rise = rise * at + run;
          run *= at;
          at += tau;
        }
        by += rise / run;
        product *= run;
        if (product < 1e-150 || product > 1e150) {
          log += Math.log(product);
          product = 1;
        }
      }
      if (side === 0) byP = by;
      else byQ = by;
    }
    slopeTau += ones + zeros - p * byP - q * byQ;
    const slope = (byP - byQ) * p * q;
    rowSlope[r]! += slope;
    columnSlope[c]! += slope;
  }
  work.correlationSlope = slopeTau;
  return log + Math.log(product);
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
