import type { Estimand } from "./group.ts";

/**
 * Exact two-sided rank test of one value against others: is it one more draw from the same distribution? Ranks are of
 * the distance from the median of all K + 1 values, the tested one among them, so that under exchangeability
 * p = (1 + #{|xᵢ − median| ≥ |x₀ − median|}) / (K + 1) is at most α with probability at most α, whatever the
 * distribution. It can never fall below `floor` = 1/(K + 1): at K = 8 no value can reach 0.05, from K = 19 on it can.
 */
export function rank(value: number, others: readonly number[]): { p: number; floor: number } {
  const middle = median([value, ...others]);
  const slack = 1e-12 * (1 + Math.abs(middle));
  const distance = Math.abs(value - middle) - slack;
  const farther = others.filter((other) => Math.abs(other - middle) >= distance).length;
  return { p: (1 + farther) / (others.length + 1), floor: 1 / (others.length + 1) };
}

/**
 * {@link rank} of the published wording's rate among its rewordings'. Null, with the reason in `notes`, where it has fewer
 * trials than nine tenths of their median: then chance alone takes its rate farther from the middle than theirs, and the
 * test would reject up to 30 % at 5 %. With more trials it errs on the safe side. Null too of several published wordings.
 */
export function rankAmong(
  published: readonly Estimand[],
  paraphrases: readonly Estimand[],
  { difference, notes }: { difference: boolean; notes: string[] },
): { p: number; floor: number } | null {
  const [own] = published;
  if (own === undefined || published.length > 1 || paraphrases.length === 0) return null;
  const noises = paraphrases.map((each) => noise(each, difference)).filter((value) => !Number.isNaN(value));
  if (own.variance > 0 && noises.length > 0 && 0.9 * noise(own, difference) > median(noises)) {
    notes.push(fewer);
    return null;
  }
  return rank(
    own.rate,
    paraphrases.map(({ rate }) => rate),
  );
}

const fewer =
  "the published wording has fewer trials than its rewordings, so that its rate strays farther by chance alone: no rank test is made";

/** 1/n, as its trials or its standard error tell it; of a difference with a printed error, that error's square. */
function noise({ unit, rate, variance }: Estimand, difference: boolean): number {
  if (!Number.isNaN(unit)) return unit;
  return difference ? variance : rate > 0 && rate < 1 ? variance / (rate * (1 - rate)) : NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
