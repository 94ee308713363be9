import { normalQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import { clusteredRate } from "../numbers/rate.ts";
import { binomialVariance } from "../numbers/smooth.ts";
import { allOf } from "../numbers/subsets.ts";
import type { WordingTables } from "../groups/wording-tables.ts";

/** A share with its interval, null where none can be given. */
export interface Share {
  estimate: number;
  ci: Interval | null;
}

/** What repeated asking meets with; see {@link consistency}. */
export interface RepeatedAsking {
  /**
   * Chance that k different wordings of an input, one trial each, all come out 1; or at least one
   * of them.
   */
  allOf: Share | null;
  anyOf: Share | null;
  /**
   * Chance that two trials of an input agree: in two different wordings, and in the same wording
   * asked twice.
   */
  agreement: Share | null;
  repeatAgreement: Share | null;
  /** Inputs left out of `allOf` and `anyOf`, with trials of fewer than k wordings. */
  short: number;
}

/** One input's wordings: trials, and the sum of their values. */
type Counts = { n: number; sum: number }[];

/**
 * Averages over subsets of `k` of the wordings in `rows`, input by input; products of independent
 * rates are unbiased.
 */
export function repeatedAsking(
  { inputs, n, sum, binary }: WordingTables,
  { rows, k, level }: { rows: readonly number[]; k: number; level: number },
): RepeatedAsking {
  const byInput: Counts[] = Array.from({ length: inputs }, (_, q) =>
    rows.map((w) => ({ n: n[w * inputs + q]!, sum: sum[w * inputs + q]! })).filter(({ n }) => n > 0),
  );
  const share = (of: (rates: readonly number[]) => number, least: number) =>
    shareOf(
      byInput.filter((counts) => counts.length >= least),
      of,
      level,
    );
  return {
    allOf: k < 1 ? null : share((p) => allOf(p, k), k),
    anyOf: k < 1 ? null : share((p) => 1 - noneOf(p, k), k),
    agreement: share((p) => allOf(p, 2) + noneOf(p, 2), 2),
    repeatAgreement: binary ? repeated(byInput, level) : null,
    short: byInput.filter((counts) => counts.length < k).length,
  };
}

/** Chance that none of k of the wordings comes out 1. */
const noneOf = (rates: readonly number[], k: number): number =>
  allOf(
    rates.map((rate) => 1 - rate),
    k,
  );

function shareOf(byInput: readonly Counts[], of: (rates: readonly number[]) => number, level: number): Share | null {
  if (byInput.length === 0) return null;
  const values = byInput.map((counts) => of(counts.map(({ n, sum }) => sum / n)));
  if (byInput.length > 1) return clustered(values, level);
  const counts = byInput[0]!;
  const smoothed = counts.map(({ n, sum }) => (sum + 0.5) / (n + 1));
  let variance = 0;
  counts.forEach(({ n }, i) => {
    const slope = of(smoothed.with(i, 1)) - of(smoothed.with(i, 0));
    variance += slope ** 2 * binomialVariance(smoothed[i]! * n, n);
  });
  const half = normalQuantile(1 - (1 - level) / 2) * Math.sqrt(variance);
  const estimate = values[0]!;
  return { estimate, ci: half < 1e-9 ? null : [Math.max(estimate - half, 0), Math.min(estimate + half, 1)] };
}

function clustered(values: readonly number[], level: number): Share {
  const within = values.map((value) => Math.min(Math.max(value, 0), 1));
  const { rate, ci } = clusteredRate(
    within,
    within.map((_, i) => i),
    { level },
  );
  return { estimate: rate, ci };
}

/** Two trials of one wording and input: mean over the cells with two trials or more. */
function repeated(byInput: readonly Counts[], level: number): Share | null {
  const values = byInput.flatMap((counts) => {
    const alike = counts
      .filter(({ n }) => n > 1)
      .map(({ n, sum: s }) => (s * (s - 1) + (n - s) * (n - s - 1)) / (n * (n - 1)));
    return alike.length === 0 ? [] : [alike.reduce((a, b) => a + b, 0) / alike.length];
  });
  if (values.length === 0) return null;
  return values.length > 1 ? clustered(values, level) : { estimate: values[0]!, ci: null };
}
