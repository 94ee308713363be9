import { chiSquareUpper } from "./distributions.ts";
import { generalizedQ } from "./meta.ts";

/**
 * Confidence interval of τ, the standard deviation between studies, by the Q-profile method: those
 * τ² at which the generalized Q is not improbable on k − 1 df. In units of the estimates; exact
 * where their variances are known. Null below two estimates. It takes true values as normally
 * spread: for rates near 0 or 1, which are skewed, it covers less. [0, 0] says that they differ by
 * less than chance would have them even at τ = 0. Source: Viechtbauer 2007; agrees with metafor's
 * `confint(rma(…))`.
 */
export function tauInterval(
  estimates: ArrayLike<number>,
  variances: ArrayLike<number>,
  { level = 0.95 }: { level?: number } = {},
): [number, number] | null {
  const y = Float64Array.from(estimates);
  const v = Float64Array.from(variances);
  if (y.length < 2) return null;
  const upper = (tau2: number) => {
    const q = generalizedQ(y, v, tau2);
    return q === Infinity ? 0 : chiSquareUpper(q, y.length - 1);
  };
  const tail = (1 - level) / 2;
  return [tauAt(upper, tail), tauAt(upper, 1 - tail)];
}

/** The τ at which an increasing function of τ² reaches `target`; 0 where it begins above it. */
function tauAt(upper: (tau2: number) => number, target: number): number {
  if (upper(0) >= target) return 0;
  let [low, high] = [0, 1e-12];
  while (upper(high) < target && high < 1e12) [low, high] = [high, high * 4];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (upper(middle) < target) low = middle;
    else high = middle;
  }
  return Math.sqrt((low + high) / 2);
}
