/**
 * Contrasts of a factor with `levels` levels: a row a level, levels − 1 columns, orthogonal, each
 * of mean 0 and mean square 1 over the levels (Helmert), so that a full factorial has X′X = n I.
 */
export function contrasts(levels: number): number[][] {
  return Array.from({ length: levels }, (_, level) =>
    Array.from({ length: levels - 1 }, (_, column) => {
      const size = Math.sqrt(levels / ((column + 1) * (column + 2)));
      if (level <= column) return size;
      return level === column + 1 ? -(column + 1) * size : 0;
    }),
  );
}
