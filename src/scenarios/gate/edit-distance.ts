import { coded, words } from "../similarity.ts";

/**
 * Words to insert, delete or replace to turn one text into another, per word of the longer, in [0,
 * 1]; 0 for two empty texts. Source: Levenshtein 1966, over words.
 */
export function editDistance(a: string, b: string): number {
  const [from, to] = coded(words(a), words(b));
  const row = Uint32Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, word] of from.entries()) {
    let [diagonal, left] = [row[0]!, i + 1];
    row[0] = left;
    for (let j = 1; j <= to.length; j++) {
      const kept = diagonal + Number(word !== to[j - 1]);
      diagonal = row[j]!;
      left = Math.min(diagonal + 1, left + 1, kept);
      row[j] = left;
    }
  }
  const longer = Math.max(from.length, to.length);
  return longer === 0 ? 0 : row.at(-1)! / longer;
}
