import { normalQuantile } from "../numbers/distributions.ts";
import type { Interval } from "../numbers/interval.ts";
import { rate } from "../numbers/rate.ts";

/** A grade by a person or a judge. null, NaN and "" are no grade. */
export type Label = string | number | null;

/** Successes of trials, with their rate and Wilson's interval. */
export interface Counted {
  successes: number;
  trials: number;
  rate: number;
  ci: Interval;
}

export interface Agreement {
  /** Items with both grades, and items left out for want of one. */
  n: number;
  missing: number;
  labels: (string | number)[];
  /** By the reference's label, then the judge's, in the order of `labels`. */
  confusion: number[][];
  /** Share of items graded alike. */
  observed: Counted | null;
  /**
   * Cohen's κ, 1 for full agreement and 0 for chance's; null where both give one and the same label
   * throughout.
   */
  kappa: { estimate: number; se: number; ci: Interval } | null;
  /**
   * For grades of 0 and 1: judge's 1 among the reference's 1, and judge's 0 among the reference's
   * 0.
   */
  sensitivity: Counted | null;
  specificity: Counted | null;
}

/**
 * How far a judge agrees with a reference, such as people's labels, on the same items: confusion,
 * Cohen's κ with its large-sample standard error (where that is 0, as at full agreement, with an
 * interval from Wilson's for the share graded alike, chance taken as known), and sensitivity and
 * specificity where labels are 0 and 1. Items must be independent and drawn at random from what is
 * judged. κ falls as one label gets rare, whatever the judge: read it beside the confusion. For
 * more than two raters, or missing grades, see {@link krippendorff}. Throws on unequal lengths.
 * Sources: Cohen 1960; Fleiss, Cohen and Everitt 1969.
 */
export function agreement(
  judge: ArrayLike<Label>,
  reference: ArrayLike<Label>,
  { level = 0.95 }: { level?: number } = {},
): Agreement {
  if (judge.length !== reference.length)
    throw new RangeError(`${judge.length} grades beside ${reference.length}: expected one of each an item`);
  const pairs = Array.from({ length: judge.length }, (_, i) => [reference[i]!, judge[i]!] as const).filter(
    (pair): pair is readonly [string | number, string | number] => pair.every(isLabel),
  );
  const labels = [...new Set(pairs.flat())].sort(inOrder);
  const confusion = labels.map(() => labels.map(() => 0));
  for (const [a, b] of pairs) confusion[labels.indexOf(a)]![labels.indexOf(b)]!++;
  const n = pairs.length;
  const same = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
  const among = (own: number) => {
    const at = labels.indexOf(own);
    const trials = at < 0 ? 0 : confusion[at]!.reduce((a, b) => a + b, 0);
    return counted(at < 0 ? 0 : confusion[at]![at]!, trials, level);
  };
  const binary = n > 0 && labels.every((label) => label === 0 || label === 1);
  return {
    n,
    missing: judge.length - n,
    labels,
    confusion,
    observed: counted(same, n, level),
    kappa: kappaOf(confusion, n, level),
    sensitivity: binary ? among(1) : null,
    specificity: binary ? among(0) : null,
  };
}

/** Numbers by size, then words by letters. */
export const inOrder = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;

export const isLabel = (label: Label): label is string | number =>
  label !== null && label !== "" && !Number.isNaN(label);

function counted(successes: number, trials: number, level: number): Counted | null {
  if (trials === 0) return null;
  const { rate: share, ci } = rate(successes, trials, { level });
  return { successes, trials, rate: share, ci };
}

function kappaOf(confusion: readonly number[][], n: number, level: number): Agreement["kappa"] {
  const p = confusion.map((row) => row.map((count) => count / n));
  const rows = p.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = p.map((_, j) => p.reduce((sum, row) => sum + row[j]!, 0));
  const observed = p.reduce((sum, row, i) => sum + row[i]!, 0);
  const chance = rows.reduce((sum, row, i) => sum + row * columns[i]!, 0);
  if (n === 0 || 1 - chance < 1e-12) return null;
  const estimate = (observed - chance) / (1 - chance);
  let [same, different] = [0, 0];
  p.forEach((row, i) =>
    row.forEach((share, j) => {
      if (i === j) same += share * (1 - (rows[i]! + columns[i]!) * (1 - estimate)) ** 2;
      else different += share * (columns[i]! + rows[j]!) ** 2;
    }),
  );
  const variance = same + (1 - estimate) ** 2 * different - (estimate - chance * (1 - estimate)) ** 2;
  const se = Math.sqrt(Math.max(variance, 0) / n) / (1 - chance);
  if (se < 1e-12) {
    const [low, high] = rate(Math.round(observed * n), n, { level }).ci.map((end) => (end - chance) / (1 - chance));
    return { estimate, se, ci: [Math.max(low!, -1), Math.min(high!, 1)] };
  }
  const half = normalQuantile(1 - (1 - level) / 2) * se;
  return { estimate, se, ci: [Math.max(estimate - half, -1), Math.min(estimate + half, 1)] };
}
