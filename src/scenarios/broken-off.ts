/** Words of a last line from which on it is a sentence, and no signature. */
const SENTENCE = 5;

/**
 * Whether a text seems to end before its end: within a tag that it opened, or within a sentence. Signatures, and
 * words that close a message (in capitals, or alone behind its full stop), do not break off.
 */
export function brokenOff(text: string): boolean {
  const opened = [...text.matchAll(/^[ \t]*<([a-z_]+(?::[a-z_]+)?)\b[^>\n]*>/gim)].map(([, name]) => name!.toLowerCase());
  if (opened.some((name) => countOf(text, `<${name}`) > countOf(text, `</${name}`))) return true;
  const last = text.trimEnd().split("\n").at(-1)!.trim();
  const words = last.split(/\s+/);
  const closes = /^\p{Lu}{2,}$/u.test(words.at(-1)!) || /[.!?…]["'”’)]*$/.test(words.at(-2) ?? "");
  return words.length >= SENTENCE && /[\p{L}\p{N},–—-]$/u.test(last) && !closes;
}

const countOf = (text: string, piece: string) => text.toLowerCase().split(piece).length - 1;
