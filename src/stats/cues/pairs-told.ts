import type { Part } from "./code-design.ts";

/** Share of a column that must be its own, for its effect to be told. */
const least = 0.02;

/** Pairs of factors by what a design tells of their joint effects. */
export interface PairsTold {
  /** Those whose joint effect is neither that of bases and single factors nor another pair's. */
  apart: Set<Part>;
  /** Those of which nothing is there but what bases and single factors are, too. */
  empty: Set<Part>;
}

/**
 * What these rows tell of what two factors do together, by successive orthogonalisation
 * (Gram–Schmidt).
 */
export function pairsTold(parts: readonly Part[], rows: number): PairsTold {
  const single = parts.filter(({ kind }) => kind !== "pair").flatMap(({ columns }) => columns);
  const { basis } = extended([], [new Float64Array(rows).fill(1), ...single]);
  const pairs = parts
    .filter(({ kind }) => kind === "pair")
    .map((part) => {
      const { basis: more, shares } = extended(basis, part.columns);
      return { part, left: more.slice(basis.length), shares };
    });
  const twins = new Set<Part>();
  for (const one of pairs)
    for (const other of pairs) if (one !== other && liesIn(one.left, other.left)) twins.add(one.part).add(other.part);
  const apart = pairs.filter(({ part, shares }) => !twins.has(part) && shares.every((each) => each > least));
  const empty = pairs.filter(({ left }) => left.length === 0);
  return { apart: new Set(apart.map(({ part }) => part)), empty: new Set(empty.map(({ part }) => part)) };
}

/** Whether there are directions, and all of them are nearly among others. Each of length 1. */
const liesIn = (directions: readonly Float64Array[], others: readonly Float64Array[]): boolean =>
  directions.length > 0 &&
  directions.every((one) => others.reduce((sum, other) => sum + dot(one, other) ** 2, 0) > 1 - least);

/**
 * A basis with what columns have that it lacks, one after the other, and the share of each one's
 * squares that was lacking.
 */
function extended(
  basis: readonly Float64Array[],
  columns: readonly Float64Array[],
): { basis: Float64Array[]; shares: number[] } {
  const all = [...basis];
  const shares = columns.map((column) => {
    const left = Float64Array.from(column);
    for (const direction of all) {
      const along = dot(left, direction);
      for (let i = 0; i < left.length; i++) left[i]! -= along * direction[i]!;
    }
    const [rest, whole] = [dot(left, left), dot(column, column)];
    const share = whole > 0 ? rest / whole : 0;
    if (share > 1e-9) all.push(left.map((value) => value / Math.sqrt(rest)));
    return share;
  });
  return { basis: all, shares };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
