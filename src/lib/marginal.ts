/**
 * The mean of logistic(logit + sd·z) over a standard normal z: the rate over wordings and inputs
 * like those that a logit model was fitted to, as a proportion. Trapezoid rule on ± 9 SD, good to
 * 1e-12 for sd up to about 8.
 */
export function marginal(logit: number, sd: number): number {
  const step = 1 / 16;
  let [sum, weight] = [0, 0];
  for (let z = -9; z <= 9; z += step) {
    const density = Math.exp((-z * z) / 2);
    sum += density / (1 + Math.exp(-logit - sd * z));
    weight += density;
  }
  return sum / weight;
}

/**
 * The logit at which the {@link marginal} rate is `rate`, for a proportion between 0 and 1; ±
 * Infinity at either end.
 */
export function logitOf(rate: number, sd: number): number {
  if (rate === 0 || rate === 1) return rate === 0 ? -Infinity : Infinity;
  let [low, high] = [-100 - 10 * sd, 100 + 10 * sd];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (marginal(middle, sd) < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
