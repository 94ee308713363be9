import type { Part } from "./code-design.ts";

/** Share of a column that must be its own, for its effect to be told. */
const least = 0.02;

/**
 * The pairs of factors whose joint effect is not wholly that of bases and single factors in these
 * rows, by successive orthogonalisation (Gram–Schmidt).
 */
export function pairsTold(parts: readonly Part[], rows: number): Set<Part> {
  const basis: Float64Array[] = [];
  extend(basis, new Float64Array(rows).fill(1));
  for (const { kind, columns } of parts) if (kind !== "pair") for (const column of columns) extend(basis, column);
  return new Set(
    parts.filter(({ kind, columns }) => {
      if (kind !== "pair") return false;
      const own = [...basis];
      return columns.every((column) => extend(own, column) > least);
    }),
  );
}

/** Adds what a column has that the basis lacks; returns its share of the column's squares. */
function extend(basis: Float64Array[], column: Float64Array): number {
  const left = Float64Array.from(column);
  for (const direction of basis) {
    const along = dot(left, direction);
    for (let i = 0; i < left.length; i++) left[i]! -= along * direction[i]!;
  }
  const [own, all] = [dot(left, left), dot(column, column)];
  const share = all > 0 ? own / all : 0;
  if (share > 1e-9) basis.push(left.map((value) => value / Math.sqrt(own)));
  return share;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
