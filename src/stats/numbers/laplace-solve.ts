import { cholesky, solve } from "./cholesky.ts";
import type { LaplaceWork, Sds } from "./laplace-work.ts";

/** Factors the Hessian, solves for Newton's step, and returns the log-determinant. */
export function factorAndSolve(work: LaplaceWork, [s1, s2]: Sds): number {
  // Without one of the two nothing couples rows and columns: the Hessian is its diagonal.
  return s1 === 0 || s2 === 0 ? diagonalStep(work) : eliminated(work, s1 * s2);
}

function diagonalStep({ step, gradient, diagonal }: LaplaceWork): number {
  let log = 0;
  for (let i = 0; i < step.length; i++) {
    log += Math.log(diagonal[i]!);
    step[i] = gradient[i]! / diagonal[i]!;
  }
  return log;
}

/** Columns are eliminated first, so that what is factored is dense in rows only. */
function eliminated(work: LaplaceWork, scale: number): number {
  const { rows: K, columns: Q, step, gradient, diagonal, weights, schur, coupling } = work;
  let log = 0;
  schur.fill(0);
  for (let w = 0; w < K; w++) {
    schur[w * K + w] = diagonal[w]!;
    step[w] = gradient[w]!;
  }
  for (let q = 0; q < Q; q++) {
    const d = diagonal[K + q]!;
    log += Math.log(d);
    for (let w = 0; w < K; w++) coupling[w] = scale * weights[w * Q + q]!;
    for (let i = 0; i < K; i++) {
      const scaled = coupling[i]! / d;
      if (scaled === 0) continue;
      step[i]! -= scaled * gradient[K + q]!;
      for (let j = 0, at = i * K; j <= i; j++, at++) schur[at]! -= scaled * coupling[j]!;
    }
  }
  log += cholesky(schur, K);
  solve(schur, K, step);
  for (let q = 0; q < Q; q++) {
    let value = gradient[K + q]!;
    for (let w = 0; w < K; w++) value -= scale * weights[w * Q + q]! * step[w]!;
    step[K + q] = value / diagonal[K + q]!;
  }
  return log;
}
