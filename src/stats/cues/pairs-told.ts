import type { Part } from "./code-design.ts";

/** Share of a column that must be its own, for its effect to be told. */
const least = 0.02;

/**
 * The pairs of factors whose joint effect is not wholly that of bases and single factors in these
 * rows, by successive orthogonalisation (Gram–Schmidt).
 */
export function pairsTold(parts: readonly Part[], rows: number): Set<Part> {
  const single = parts.filter(({ kind }) => kind !== "pair").flatMap(({ columns }) => columns);
  const { basis } = extended([], [new Float64Array(rows).fill(1), ...single]);
  return new Set(
    parts.filter(
      ({ kind, columns }) => kind === "pair" && extended(basis, columns).shares.every((each) => each > least),
    ),
  );
}

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
