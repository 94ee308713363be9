import { shuffle, type Random } from "../lib/random.ts";

/**
 * Items in random order, spread evenly: each group formed by the first key, and within it each
 * group formed by the next, is scattered over the whole order at the same density. Whatever drifts
 * while a run lasts then meets all groups alike.
 */
export function interleave<T>(items: T[], keys: ((item: T) => string)[], next: Random): T[] {
  const [key, ...rest] = keys;
  if (key === undefined) return shuffle(items, next);
  const groups = [...Map.groupBy(items, key).values()].map((group) => interleave(group, rest, next));
  return groups
    .flatMap((group) => group.map((item, index) => ({ item, at: (index + next()) / group.length })))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
