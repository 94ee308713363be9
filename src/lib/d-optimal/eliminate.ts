/**
 * What elimination with full pivoting finds of a matrix: its rank, and of a square one log |det|.
 */
export function eliminate(matrix: readonly (readonly number[])[]): { rank: number; logDeterminant: number } {
  const rows = matrix.map((row) => Float64Array.from(row));
  const width = rows[0]?.length ?? 0;
  const scale = Math.max(...rows.map((row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0)), 1e-300);
  let rank = 0;
  let logDeterminant = 0;
  const columns = Array.from({ length: width }, (_, column) => column);
  while (rank < Math.min(rows.length, width)) {
    const { row, place, value } = largest(rows, columns, rank);
    if (value < scale * 1e-8) break;
    [rows[rank], rows[row]] = [rows[row]!, rows[rank]!];
    [columns[rank], columns[place]] = [columns[place]!, columns[rank]!];
    logDeterminant += Math.log(value);
    const pivot = rows[rank]!;
    for (const below of rows.slice(rank + 1)) {
      const factor = below[columns[rank]!]! / pivot[columns[rank]!]!;
      if (factor !== 0)
        for (const column of columns.slice(rank)) below[column] = below[column]! - factor * pivot[column]!;
    }
    rank++;
  }
  return { rank, logDeterminant: rank === rows.length && rank === width ? logDeterminant : -Infinity };
}

function largest(rows: Float64Array[], columns: number[], from: number) {
  let found = { row: from, place: from, value: -1 };
  for (let row = from; row < rows.length; row++)
    for (let place = from; place < columns.length; place++) {
      const value = Math.abs(rows[row]![columns[place]!]!);
      if (value > found.value) found = { row, place, value };
    }
  return found;
}

/** X′X of the rows of X. */
export function gram(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0;
  const product = Array.from({ length: width }, () => Array.from({ length: width }, () => 0));
  for (const row of rows)
    for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) product[i]![j]! += row[i]! * row[j]!;
  return product;
}
