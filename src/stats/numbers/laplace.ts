import { factorAndSolve } from "./laplace-solve.ts";
import {
  differentiate,
  laplaceWork,
  objective,
  type CrossedCounts,
  type LaplaceWork,
  type Sds,
} from "./laplace-work.ts";

/**
 * The Laplace deviance, −2 log-likelihood, of logit y = Xβ + σ₁u[row] + σ₂v[column] with standard
 * normal u and v, as a function of `sds` = [σ₁, σ₂] and `beta`. Even in both σ. The modes of u and
 * v are found by Newton's method from where the last call ended; columns are eliminated first, so
 * that what is factored is dense in rows only, at a cost of columns × rows² a step. Log-likelihoods
 * are of single values of 0 and 1. Source: Bates et al. 2015; Breslow and Clayton 1993.
 */
export function laplace(counts: CrossedCounts): (sds: Sds, beta: ArrayLike<number>) => number {
  const work = laplaceWork(counts);
  return (sds, beta) => {
    fix(work, beta);
    let least = objective(work, work.mode, sds);
    if (!Number.isFinite(least)) {
      work.mode.fill(0);
      least = objective(work, work.mode, sds);
    }
    for (let round = 0; round < 100; round++) {
      differentiate(work, sds);
      const log = factorAndSolve(work, sds);
      let decrement = 0;
      for (let i = 0; i < work.step.length; i++) decrement += work.step[i]! * work.gradient[i]!;
      if (!(decrement > 1e-18)) return 2 * least + log;
      const next = search(work, sds, least);
      if (next === null) return 2 * least + log;
      least = next;
      work.mode.set(work.candidate);
    }
    return NaN;
  };
}

/** The fixed part of each row's logit. */
function fix({ rows, terms, design, fixed }: LaplaceWork, beta: ArrayLike<number>): void {
  for (let w = 0; w < rows; w++) {
    fixed[w] = 0;
    for (let j = 0; j < terms; j++) fixed[w]! += design[w * terms + j]! * beta[j]!;
  }
}

/**
 * The objective at the first of the whole step, half of it, … that is no worse, as `candidate`;
 * null where none is.
 */
function search(work: LaplaceWork, sds: Sds, least: number): number | null {
  const { mode, candidate, step } = work;
  for (let length = 1; length > 1e-8; length /= 2) {
    for (let i = 0; i < step.length; i++) candidate[i] = mode[i]! + length * step[i]!;
    const next = objective(work, candidate, sds);
    if (next <= least + 1e-12 * Math.abs(least)) return next;
  }
  return null;
}
