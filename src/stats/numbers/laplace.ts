import { cholesky, solve } from "./cholesky.ts";

/** Successes and trials by wording and input (wording-major), and each wording's row of the fixed effects' design. */
export interface Crossed {
  wordings: number;
  inputs: number;
  n: Float64Array;
  sum: Float64Array;
  design: Float64Array;
  columns: number;
}

/**
 * The Laplace deviance, −2 log-likelihood, of logit y = Xβ + σ₁u[wording] + σ₂v[input] with standard normal u and v, as a
 * function of `sds` = [σ₁, σ₂] and `beta`. Even in both σ. The modes of u and v are found by Newton's method from where
 * the last call ended; inputs are eliminated first, so that what is factored is dense in wordings only, at a cost of
 * inputs × wordings² a step. Log-likelihoods are of single 0/1 trials. Source: Bates et al. 2015; Breslow and Clayton 1993.
 */
export function laplace({ wordings: K, inputs: Q, n, sum, design, columns }: Crossed) {
  const mode = new Float64Array(K + Q);
  const candidate = new Float64Array(K + Q);
  const step = new Float64Array(K + Q);
  const gradient = new Float64Array(K + Q);
  const diagonal = new Float64Array(K + Q);
  const fixed = new Float64Array(K);
  const weights = new Float64Array(K * Q);
  const schur = new Float64Array(K * K);
  const column = new Float64Array(K);
  const byWording = new Float64Array(K);
  const byInput = new Float64Array(Q);
  let least = 0;

  /** Penalised −log-likelihood at `at`. */
  const objective = (at: Float64Array, [s1, s2]: readonly [number, number]): number => {
    let value = 0;
    for (let q = 0; q < Q; q++) byInput[q] = Math.exp(s2 * at[K + q]!);
    for (let w = 0; w < K; w++) {
      const level = fixed[w]! + s1 * at[w]!;
      const odds = Math.exp(level);
      for (let q = 0, c = w * Q; q < Q; q++, c++) {
        if (n[c] === 0) continue;
        value += n[c]! * Math.log1p(odds * byInput[q]!) - sum[c]! * (level + s2 * at[K + q]!);
      }
    }
    let penalty = 0;
    for (let i = 0; i < K + Q; i++) penalty += at[i]! ** 2;
    return value + penalty / 2;
  };

  /** Gradient, weights and the diagonal of the Hessian at the mode so far. */
  const differentiate = ([s1, s2]: readonly [number, number]): void => {
    gradient.fill(0);
    diagonal.fill(0);
    for (let w = 0; w < K; w++) byWording[w] = Math.exp(fixed[w]! + s1 * mode[w]!);
    for (let q = 0; q < Q; q++) byInput[q] = Math.exp(s2 * mode[K + q]!);
    for (let w = 0; w < K; w++) {
      let [g, d] = [0, 0];
      for (let q = 0, c = w * Q; q < Q; q++, c++) {
        const odds = byWording[w]! * byInput[q]!;
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
  };

  /** Factors the Hessian, solves for Newton's step, and returns the log-determinant. */
  const factorAndSolve = ([s1, s2]: readonly [number, number]): number => {
    let log = 0;
    if (s1 === 0 || s2 === 0) {
      // Nothing couples wordings and inputs: the Hessian is its diagonal.
      for (let i = 0; i < K + Q; i++) {
        log += Math.log(diagonal[i]!);
        step[i] = gradient[i]! / diagonal[i]!;
      }
      return log;
    }
    schur.fill(0);
    for (let w = 0; w < K; w++) {
      schur[w * K + w] = diagonal[w]!;
      step[w] = gradient[w]!;
    }
    for (let q = 0; q < Q; q++) {
      const d = diagonal[K + q]!;
      log += Math.log(d);
      for (let w = 0; w < K; w++) column[w] = s1 * s2 * weights[w * Q + q]!;
      for (let i = 0; i < K; i++) {
        const scaled = column[i]! / d;
        if (scaled === 0) continue;
        step[i]! -= scaled * gradient[K + q]!;
        for (let j = 0, at = i * K; j <= i; j++, at++) schur[at]! -= scaled * column[j]!;
      }
    }
    log += cholesky(schur, K);
    solve(schur, K, step);
    for (let q = 0; q < Q; q++) {
      let value = gradient[K + q]!;
      for (let w = 0; w < K; w++) value -= s1 * s2 * weights[w * Q + q]! * step[w]!;
      step[K + q] = value / diagonal[K + q]!;
    }
    return log;
  };

  return (sds: readonly [number, number], beta: ArrayLike<number>): number => {
    for (let w = 0; w < K; w++) {
      fixed[w] = 0;
      for (let j = 0; j < columns; j++) fixed[w]! += design[w * columns + j]! * beta[j]!;
    }
    least = objective(mode, sds);
    if (!Number.isFinite(least)) {
      mode.fill(0);
      least = objective(mode, sds);
    }
    for (let round = 0; round < 100; round++) {
      differentiate(sds);
      const log = factorAndSolve(sds);
      let decrement = 0;
      for (let i = 0; i < K + Q; i++) decrement += step[i]! * gradient[i]!;
      if (!(decrement > 1e-18)) return 2 * least + log;
      let length = 1;
      for (; length > 1e-8; length /= 2) {
        for (let i = 0; i < K + Q; i++) candidate[i] = mode[i]! + length * step[i]!;
        const next = objective(candidate, sds);
        if (next <= least + 1e-12 * Math.abs(least)) {
          least = next;
          break;
        }
      }
      if (length <= 1e-8) return 2 * least + log;
      mode.set(candidate);
    }
    return NaN;
  };
}
