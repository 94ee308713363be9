import { words } from "../similarity.ts";

/**
 * School grade (United States) at which a text reads: Flesch–Kincaid, 0.39 words a sentence + 11.8
 * syllables a word − 15.59. Syllables are counted by groups of vowels, which is about right over a
 * page and not in a word. A line break after a blank line or a list item ends a sentence. NaN
 * without words. Source: Kincaid and others 1975.
 */
export function readingLevel(text: string): number {
  const all = words(text);
  const sentences = text.split(/[.!?…:]+(?=["'”’)\]]*\s|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)/).filter(hasWords);
  const syllables = all.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (all.length / sentences.length) + 11.8 * (syllables / all.length) - 15.59;
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

function syllablesOf(word: string): number {
  const spoken = word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "");
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}
