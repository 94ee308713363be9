import { shuffle, type Random } from "../lib/random.ts";

/**
 * Items in random order, spread evenly: each group formed by the first key, and within it each
 * group formed by the next, is scattered over the whole order at the same density. Whatever drifts
 * while a run lasts then meets all groups alike.
 */
export function interleave<T>(items: T[], keys: ((item: T) => string | number)[], next: Random): T[] {
  const [key, ...rest] = keys;
  if (key === undefined) return shuffle(items, next);
  const groups = [...Map.groupBy(items, key).values()].map((group) => interleave(group, rest, next));
  const placed = groups.map((group) => {
    const at = new Float64Array(group.length);
    for (let index = 0; index < at.length; index++) at[index] = (index + next()) / at.length;
    return { items: group, at };
  });
  return merged(placed).items;
}

interface Placed<T> {
  items: T[];
  /** Where each stands in the order, ascending. */
  at: Float64Array;
}

/** All of them by place; of equal places those of the earlier part first. */
function merged<T>(parts: Placed<T>[]): Placed<T> {
  if (parts.length <= 1) return parts[0] ?? { items: [], at: new Float64Array() };
  const half = parts.length >> 1;
  return merge(merged(parts.slice(0, half)), merged(parts.slice(half)));
}

function merge<T>(a: Placed<T>, b: Placed<T>): Placed<T> {
  const length = a.items.length + b.items.length;
  const items = Array<T>(length);
  const at = new Float64Array(length);
  for (let i = 0, j = 0; i + j < length;) {
    const first = j >= b.items.length || (i < a.items.length && a.at[i]! <= b.at[j]!);
    at[i + j] = first ? a.at[i]! : b.at[j]!;
    items[i + j] = first ? a.items[i]! : b.items[j]!;
    if (first) i++;
    else j++;
  }
  return { items, at };
}
