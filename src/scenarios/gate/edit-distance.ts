import { words } from "../similarity.ts";

/**
 * Words to insert, delete or replace to turn one text into another, per word of the longer, in [0,
 * 1]; 0 for two empty texts. Source: Levenshtein 1966, over words.
 */
export function editDistance(a: string, b: string): number {
  const [from, to] = [words(a), words(b)];
  let row = Uint32Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, word] of from.entries()) {
    const next = new Uint32Array(to.length + 1);
    next[0] = i + 1;
    for (const [j, other] of to.entries())
      next[j + 1] = Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + Number(word !== other));
    row = next;
  }
  const longer = Math.max(from.length, to.length);
  return longer === 0 ? 0 : row.at(-1)! / longer;
}
