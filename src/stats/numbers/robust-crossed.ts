import { clusterRobust, type Cluster } from "./cluster-robust.ts";
import type { Crossed, CrossedFit } from "./crossed.ts";

/** A coefficient, and the independent parts of its error. */
export interface RobustCoefficient {
  estimate: number;
  parts: { variance: number; df: number }[];
}

/**
 * A coefficient of a regression on estimates that stand in rows and columns, its error robust to
 * whatever a row has in common: weighted by the inverse of each row's covariance in `fit`, CR2 with
 * Satterthwaite's df, rows as clusters. What columns have in common across rows is a second part of
 * the error, on columns less coefficients df. Null where rows are too few to tell. See {@link
 * clusterRobust}.
 */
export function robustCrossed(data: Crossed, fit: CrossedFit, coefficient: number): RobustCoefficient | null {
  const rows = Map.groupBy(
    Array.from(data.row, (_, i) => i),
    (i) => data.row[i]!,
  );
  const members = [...rows.values()];
  const robust = clusterRobust(
    members.map((at) => clusterOf(data, fit, at)),
    data.p,
  );
  const [se, df] = [robust.se[coefficient]!, robust.df[coefficient]!];
  if (Number.isNaN(se)) return null;
  const weights = members.map((at, c) =>
    robust.weights[c]!.subarray(coefficient * at.length, (coefficient + 1) * at.length),
  );
  const shared = fit.columns * acrossRows(data, members, weights);
  const columns = new Set(Array.from(data.column)).size;
  const parts = [{ variance: se ** 2, df }];
  if (shared > 0) parts.push({ variance: shared, df: Math.max(columns - data.p, 1) });
  return { estimate: robust.coefficients[coefficient]!, parts };
}

function clusterOf(
  { y, v, x, p, column }: Crossed,
  { rows, columns, residual }: CrossedFit,
  at: readonly number[],
): Cluster {
  const covariance = at.flatMap((i) =>
    at.map((j) => rows + (column[i] === column[j] ? columns : 0) + (i === j ? residual + v[i]! : 0)),
  );
  return {
    y: at.map((i) => y[i]!),
    x: at.flatMap((i) => Array.from({ length: p }, (_, k) => x[i * p + k]!)),
    covariance: Float64Array.from(covariance),
  };
}

/** By how much columns of unit variance move the coefficient beyond what they do within rows. */
function acrossRows({ column }: Crossed, members: readonly number[][], weights: readonly Float64Array[]): number {
  const total = new Map<number, number>();
  let within = 0;
  members.forEach((at, c) => {
    const byColumn = new Map<number, number>();
    at.forEach((i, k) => byColumn.set(column[i]!, (byColumn.get(column[i]!) ?? 0) + weights[c]![k]!));
    for (const [each, weight] of byColumn) {
      within += weight ** 2;
      total.set(each, (total.get(each) ?? 0) + weight);
    }
  });
  return [...total.values()].reduce((sum, weight) => sum + weight ** 2, 0) - within;
}
