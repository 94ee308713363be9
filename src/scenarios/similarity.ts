/** Words of a text, lower-case, without punctuation or markup. */
export function words(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Runs of `n` words of a text, each once. */
export function ngrams(text: string, n: number): Set<string> {
  const all = words(text);
  return new Set(all.slice(0, Math.max(0, all.length - n + 1)).map((_, at) => all.slice(at, at + n).join(" ")));
}

/** Those of the names and phrases that occur in a text as whole words, whatever their case. */
export function findNames(text: string, names: string[]): string[] {
  const padded = ` ${words(text).join(" ")} `;
  return names.filter((name) => padded.includes(` ${words(name).join(" ")} `));
}

/** Words of two texts as numbers, the same word the same number. */
export function coded(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const codes = new Map<string, number>();
  const code = (word: string): number => {
    const known = codes.get(word) ?? codes.size;
    codes.set(word, known);
    return known;
  };
  return [Int32Array.from(a, code), Int32Array.from(b, code)];
}

/** The longest run of words that two texts share, as words; empty when they share none. */
export function longestSharedRun(a: string, b: string): string[] {
  const first = words(a);
  const [from, to] = coded(first, words(b));
  // By word of the second text: how long a run ends there and at the word of the first.
  const row = new Uint32Array(to.length + 1);
  let [longest, end] = [0, 0];
  for (const [i, word] of from.entries())
    for (let j = to.length; j > 0; j--) {
      const length = word === to[j - 1] ? row[j - 1]! + 1 : 0;
      row[j] = length;
      if (length > longest) [longest, end] = [length, i + 1];
    }
  return first.slice(end - longest, end);
}

/** How close one text is to another. */
export interface Similarity {
  /** Share of the first text's distinct runs of three words that are in the second, in [0, 1]. */
  overlap: number;
  longestRun: string[];
  /** Words of the first per word of the second. */
  lengthRatio: number;
}

export function similarity(a: string, b: string): Similarity {
  const [grams, other] = [ngrams(a, 3), ngrams(b, 3)];
  const shared = [...grams].filter((gram) => other.has(gram)).length;
  return {
    overlap: grams.size === 0 ? 0 : shared / grams.size,
    longestRun: longestSharedRun(a, b),
    lengthRatio: words(a).length / words(b).length,
  };
}
