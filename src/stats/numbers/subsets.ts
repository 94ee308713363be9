/**
 * Elementary symmetric polynomials e₀ … e_k of the values: sums of their products over all subsets
 * of that size.
 */
function elementary(values: ArrayLike<number>, k: number): Float64Array {
  const e = new Float64Array(k + 1);
  e[0] = 1;
  for (let i = 0; i < values.length; i++) for (let j = Math.min(i + 1, k); j >= 1; j--) e[j]! += values[i]! * e[j - 1]!;
  return e;
}

/**
 * Mean of the products over all subsets of `k` of the values: the chance that `k` independent
 * events, of as many different ones drawn at random from these, all happen. Unbiased where the
 * values are independent unbiased rates.
 */
export function allOf(values: ArrayLike<number>, k: number): number {
  return elementary(values, k)[k]! / choose(values.length, k);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways *= (n - k + i) / i;
  return ways;
}
