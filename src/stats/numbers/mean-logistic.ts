/** Places and weights of the trapezoid rule over a standard normal, on ± 6. */
function rule(step: number): { places: Float64Array; weights: Float64Array } {
  const places = Float64Array.from({ length: 12 / step + 1 }, (_, i) => i * step - 6);
  const raw = places.map((z) => Math.exp((-z * z) / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  return { places, weights: raw.map((weight) => weight / total) };
}

const [coarse, fine] = [rule(0.5), rule(0.125)];

/**
 * The mean of logistic(logit + sd·z) over a standard normal z, to 1e-8 for an sd up to 8: by the
 * trapezoid rule, which is a finer one from an sd of 1.5 on. For draws by the thousand.
 */
export function meanLogistic(logit: number, sd: number): number {
  if (sd === 0) return 1 / (1 + Math.exp(-logit));
  const { places, weights } = sd < 1.5 ? coarse : fine;
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += weights[i]! / (1 + Math.exp(-logit - sd * places[i]!));
  return sum;
}
