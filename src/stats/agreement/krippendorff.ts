import { checkOptions } from "../../lib/check-options.ts";
import { random } from "../../lib/random.ts";
import { inOrder } from "./agreement.ts";
import { readGrade, type Label } from "./read-grade.ts";
import { quantile } from "../numbers/bca.ts";
import type { Interval } from "../numbers/interval.ts";

export type Metric = "nominal" | "ordinal" | "interval";

export interface Krippendorff {
  /**
   * 1 for full agreement, 0 for what chance would give, below it for less; null where there is one
   * label throughout.
   */
  alpha: number | null;
  /** Percentile bootstrap over items; null where items do not vary. */
  ci: Interval | null;
  /** Items with two grades or more, grades in them, and items left out for want of a second. */
  items: number;
  grades: number;
  single: number;
}

/**
 * Krippendorff's α of grades by any number of raters, one array an item, missing grades (null, NaN,
 * "") allowed. `metric` says how far two labels are apart: nominal all alike, ordinal by their
 * rank, interval by the square of their difference (both for numbers, else it throws). Items must
 * be independent, and where they were not drawn evenly weigh by the `probabilities` they were drawn
 * with; their bootstrap is seeded, and with few items or a rare label its interval is
 * only rough. Source: Krippendorff 2019, Content Analysis, ch. 12; 2011 for the computation.
 *
 * @example
 * stats.krippendorff([[1, 1], [0, 0], [1, 0], [0, 0]])
 */
export function krippendorff(
  grades: readonly ArrayLike<Label>[],
  options: {
    metric?: Metric;
    replicates?: number;
    seed?: number | string;
    level?: number;
    probabilities?: ArrayLike<number>;
  } = {},
): Krippendorff {
  checkOptions("krippendorff", options, {
    metric: true,
    replicates: true,
    seed: true,
    level: true,
    probabilities: true,
  });
  const { metric = "nominal", replicates = 2000, seed = 1, level = 0.95, probabilities } = options;
  const all = grades.map((item) => Array.from(item, readGrade).filter((grade) => grade !== null));
  const items = all.filter((item) => item.length > 1);
  const weights = weightsOf(all, probabilities);
  const labels = [...new Set(items.flat())].sort(inOrder);
  const text = labels.find((label) => typeof label === "string");
  if (metric !== "nominal" && text !== undefined)
    throw new TypeError(`a label of "${text}": an ${metric} metric is of numbers, expected metric "nominal"`);
  const counts = items.map((item) => labels.map((label) => item.filter((other) => other === label).length));
  const coincidences = counts.map(coincidencesOf);
  const sum = new Float64Array(labels.length ** 2);
  const alphaOf = (chosen: (i: number) => number): number => {
    sum.fill(0);
    for (let i = 0; i < items.length; i++) {
      const item = chosen(i);
      for (const [at, weight] of coincidences[item]!) sum[at]! += weights[item]! * weight;
    }
    return alpha(sum, labels, metric);
  };
  const estimate = alphaOf((i) => i);
  const next = random(seed);
  const draws = Float64Array.from({ length: items.length > 1 ? replicates : 0 }, () =>
    alphaOf(() => Math.floor(next() * items.length)),
  )
    .filter((value) => !Number.isNaN(value))
    .sort();
  const tail = (1 - level) / 2;
  const vary = draws.length > 0 && draws.at(-1)! > draws[0]!;
  return {
    alpha: Number.isNaN(estimate) ? null : estimate,
    ci: vary ? [quantile(draws, tail), quantile(draws, 1 - tail)] : null,
    items: items.length,
    grades: items.reduce((total, item) => total + item.length, 0),
    single: all.length - items.length,
  };
}

/** What each item with two grades or more counts, 1 on average: the inverse of its probability. */
function weightsOf(all: readonly Label[][], probabilities: ArrayLike<number> | undefined): number[] {
  const weights = all.flatMap((item, i) => (item.length > 1 ? [probabilities ? 1 / probabilities[i]! : 1] : []));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => (weight * weights.length) / total);
}

/** One item's pairs of grades, as places in the matrix of labels with their weights. */
function coincidencesOf(counts: readonly number[]): [at: number, weight: number][] {
  const size = counts.length;
  const total = counts.reduce((a, b) => a + b, 0);
  const found: [number, number][] = [];
  counts.forEach((a, i) =>
    counts.forEach((b, j) => {
      const pairs = i === j ? a * (a - 1) : a * b;
      if (pairs > 0) found.push([i * size + j, pairs / (total - 1)]);
    }),
  );
  return found;
}

/**
 * 1 − observed over expected disagreement, of a matrix of coincidences; NaN where there is nothing
 * to disagree on.
 */
function alpha(sum: Float64Array, labels: readonly (string | number)[], metric: Metric): number {
  const size = labels.length;
  const totals = labels.map((_, i) => sum.subarray(i * size, (i + 1) * size).reduce((a, b) => a + b, 0));
  const n = totals.reduce((a, b) => a + b, 0);
  let [observed, expected] = [0, 0];
  for (let i = 0; i < size; i++) {
    let between = totals[i]! / 2;
    for (let j = i + 1; j < size; j++) {
      between += totals[j]! / 2;
      const apart =
        metric === "nominal" ? 1 : metric === "ordinal" ? between ** 2 : (Number(labels[j]) - Number(labels[i])) ** 2;
      observed += sum[i * size + j]! * apart;
      expected += totals[i]! * totals[j]! * apart;
      between += totals[j]! / 2;
    }
  }
  return expected === 0 ? NaN : 1 - ((n - 1) * observed) / expected;
}
