/**
 * Cuts a list into as few pieces of `most` items or fewer as it takes, of lengths that differ by
 * one at most.
 */
export function cutEvenly<T>(items: readonly T[], most: number): T[][] {
  const count = Math.max(1, Math.ceil(items.length / most));
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.round((i * items.length) / count), Math.round(((i + 1) * items.length) / count)),
  );
}
