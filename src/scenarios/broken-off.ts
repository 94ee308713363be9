/** Words of a last line from which on it is a sentence, and no signature. */
const SENTENCE = 5;

/**
 * Whether a text seems to end before it has done anything: within a sentence, and with no tag
 * begun. Signatures, and words that close a message (in capitals, or alone behind its full stop),
 * do not break off.
 */
export function brokenOff(text: string): boolean {
  if (/^[ \t]*<[a-z_]+(?::[a-z_]+)?\b/im.test(text)) return false;
  const last = text.trimEnd().split("\n").at(-1)!.trim();
  const words = last.split(/\s+/);
  const closes = /^\p{Lu}{2,}$/u.test(words.at(-1)!) || /[.!?…]["'”’)]*$/.test(words.at(-2) ?? "");
  return words.length >= SENTENCE && /[\p{L}\p{N},–—-]$/u.test(last) && !closes;
}
