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

/** The longest run of words that two texts share, as words; empty when they share none. */
export function longestSharedRun(a: string, b: string): string[] {
  const [first, second] = [words(a), words(b)];
  let best: string[] = [];
  let row = new Uint32Array(second.length + 1);
  for (const [i, word] of first.entries()) {
    const next = new Uint32Array(second.length + 1);
    for (const [j, other] of second.entries()) {
      if (word !== other) continue;
      const length = (row[j] ?? 0) + 1;
      next[j + 1] = length;
      if (length > best.length) best = first.slice(i - length + 1, i + 1);
    }
    row = next;
  }
  return best;
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
