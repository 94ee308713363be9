/**
 * Rows of cells as lines whose columns stand under each other, two spaces apart. Columns from
 * number `right` on (none unless said) end under each other, as numbers do; the others begin so. A
 * column is as wide as its longest cell in UTF-16 units.
 */
export function aligned(rows: readonly (readonly string[])[], right = Infinity): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  const pad = (cell: string, i: number) => (i < right ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!));
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}
