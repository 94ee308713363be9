import { isMissing, present } from "./missing.ts";

/**
 * A figure of those values that are there; NaN where there is none, for no values have no sum
 * either.
 */
export const statistics: Readonly<Record<string, (values: readonly unknown[]) => number>> = {
  count: (values) => values.length - values.filter(isMissing).length,
  sum: (values) => reduced(values, (all) => all.reduce((total, value) => total + value, 0)),
  mean: (values) => reduced(values, mean),
  min: (values) => reduced(values, (all) => all.reduce((least, value) => Math.min(least, value))),
  max: (values) => reduced(values, (all) => all.reduce((most, value) => Math.max(most, value))),
  var: (values) => reduced(values, variance),
  std: (values) => Math.sqrt(reduced(values, variance)),
  median: (values) => reduced(values, median),
  mode: (values) => reduced(values, modes),
};

/** As danfo names running figures in groups, with how each goes on. */
export const running: Readonly<Record<string, (before: number, value: number) => number>> = {
  cumsum: (before, value) => before + value,
  cumprod: (before, value) => before * value,
  cummax: Math.max,
  cummin: Math.min,
};

/**
 * A running figure: a missing value stays missing in its place, and what follows goes on without
 * it.
 */
export function runningOf(values: readonly unknown[], name: string): number[] {
  const next = running[name]!;
  let before: number | null = null;
  return values.map((value) => {
    if (isMissing(value)) return NaN;
    before = before === null ? Number(value) : next(before, Number(value));
    return before;
  });
}

function reduced(values: readonly unknown[], figure: (values: number[]) => number): number {
  const there = present(values);
  return there.length === 0 ? NaN : figure(there);
}

const mean = (values: number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

/** With n − 1; NaN of one value. */
function variance(values: number[]): number {
  const middle = mean(values);
  return values.length < 2 ? NaN : values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The most frequent value; the least of several. */
function modes(values: number[]): number {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, group]) => [value, group.length] as const);
  return counts.toSorted(([a, m], [b, n]) => n - m || a - b)[0]![0];
}
