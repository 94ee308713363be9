/** Words of a last line from which on it is a sentence, and no signature. */
const SENTENCE = 5;

/** Words that no sentence, signature or heading ends with. */
const goesOn =
  /(?:^|[\s(])(?:an?|the|this|these|those|my|our|their|its|of|from|with|into|that|which|whose|because|although|while|whether|and|or|but|nor|is|are|was|were|has|have|had|will|would|shall|should|can|could|may|might|must|i|we|they|he|she)$/i;

/**
 * Whether a text seems to end before it has done anything: within a sentence, or within the first
 * tag before its first line is whole. Signatures, and words that close a message (in capitals, or
 * alone behind its full stop), do not break off.
 */
export function brokenOff(text: string): boolean {
  const whole = text.trimEnd();
  if (begun(whole)) return false;
  const last = whole.split("\n").at(-1)!.trim();
  if (/^(?:[-*•]|\d+[.)])$|[:([{<]$|^<[^<>]*$/.test(last)) return true;
  if (/^<[a-z_:.-]+>?$/i.test(last) && !last.startsWith("</")) return true;
  if (tag.test(whole)) return true;
  const words = last.split(/\s+/);
  const closes = /^\p{Lu}{2,}$/u.test(words.at(-1)!) || /[.!?…]["'”’)]*$/.test(words.at(-2) ?? "");
  if (goesOn.test(last) && !closes) return true;
  return words.length >= SENTENCE && /[\p{L}\p{N},–—-]$/u.test(last) && !closes;
}

const tag = /^[ \t]*<[a-z_]+(?::[a-z_]+)?\b/im;

/**
 * A tag that says in itself whom it is for, one that is closed, or one with a line that is whole.
 */
const begunTag =
  /^[ \t]*<[a-z_]+(?::[a-z_]+)?(?:[ \t]+[^<>\n]*>|>[ \t]*\S[^\n]*\n|>[ \t]*\n\s*\S[^\n]*(?:\n|"[ \t]*,?$)|>[^<]*<\/)/im;

const begun = (text: string): boolean => begunTag.test(text);
