import type { Passage } from "../../passages.ts";

/** A passage of each side that stand beside each other; null where a side has none. */
export type Pair = [Passage | null, Passage | null];

const keyOf = ({ kind, name }: Passage): string => `${kind} ${name}`;

/**
 * Two conversations beside each other, turn by turn: what was said in the same role and replies of
 * the same name face each other, in order; what only one side has stands alone.
 */
export function align(left: readonly Passage[], right: readonly Passage[]): Pair[] {
  const pairs: Pair[] = [];
  const rest = [...right];
  for (const passage of left) {
    const at = rest.findIndex((other) => keyOf(other) === keyOf(passage));
    // A passage that is further on faces its like only if what is passed over has none further on
    // itself.
    const later = left.slice(left.indexOf(passage) + 1).map(keyOf);
    const passed = rest.slice(0, Math.max(at, 0));
    if (at < 0 || passed.some((other) => later.includes(keyOf(other)))) pairs.push([passage, null]);
    else {
      for (const other of rest.splice(0, at)) pairs.push([null, other]);
      pairs.push([passage, rest.shift()!]);
    }
  }
  return [...pairs, ...rest.map((other): Pair => [null, other])];
}
