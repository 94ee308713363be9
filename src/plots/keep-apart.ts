/**
 * Moves labels of these heights, in px, down until none covers another, and up again where they
 * would end below `tall`; where they are taller than that together, they need more room. Returns
 * their middles, in the order given.
 */
export function keepApart(middles: readonly number[], heights: readonly number[], tall: number): number[] {
  const order = middles.map((_, i) => i).toSorted((a, b) => middles[a]! - middles[b]!);
  const tops: number[] = [];
  let bottom = 0;
  for (const i of order) {
    tops[i] = Math.max(middles[i]! - heights[i]! / 2, bottom);
    bottom = tops[i]! + heights[i]!;
  }
  let ceiling = Math.max(
    tall,
    heights.reduce((a, b) => a + b, 0),
  );
  for (const i of order.toReversed()) {
    tops[i] = Math.min(tops[i]!, ceiling - heights[i]!);
    ceiling = tops[i]!;
  }
  return tops.map((top, i) => Math.round((top + heights[i]! / 2) * 100) / 100);
}
