import { betaCdf } from "./distributions.ts";

export interface McNemar {
  /** Pairs with both values there. */
  pairs: number;
  bothOne: number;
  bothZero: number;
  /** Discordant pairs: 1 only in the first, 1 only in the second. */
  firstOnly: number;
  secondOnly: number;
  /** Two-sided exact p that discordant pairs fall either way alike; 1 where there are none. */
  p: number;
}

/**
 * Exact McNemar test on paired values of 0 and 1, such as two takes of the same thing, with its
 * counts. A pair with NaN in it is left out. Pairs must be independent: one pair a thing, not one a
 * repetition. Throws on unequal lengths and on other values. Source: McNemar 1947; the exact form
 * is a sign test on the discordant pairs.
 *
 * @example
 * stats.mcnemar([1, 1, 0, 1, 0, 1], [0, 0, 0, 1, 0, 0])
 */
export function mcnemar(first: ArrayLike<number>, second: ArrayLike<number>): McNemar {
  if (first.length !== second.length)
    throw new RangeError(`${first.length} values beside ${second.length}: expected pairs`);
  const counts = { bothOne: 0, bothZero: 0, firstOnly: 0, secondOnly: 0 };
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i]!, second[i]!];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    for (const value of [a, b])
      if (value !== 0 && value !== 1) throw new RangeError(`a value of ${value}: expected 0 or 1`);
    counts[a === b ? (a === 1 ? "bothOne" : "bothZero") : a === 1 ? "firstOnly" : "secondOnly"]++;
  }
  const pairs = counts.bothOne + counts.bothZero + counts.firstOnly + counts.secondOnly;
  return { pairs, ...counts, p: signTest(counts.firstOnly, counts.secondOnly) };
}

/** Two-sided binomial p of this split or a more uneven one, at one half. */
function signTest(a: number, b: number): number {
  if (a === b) return 1;
  const fewer = Math.min(a, b);
  return Math.min(1, 2 * betaCdf(0.5, a + b - fewer, fewer + 1));
}
