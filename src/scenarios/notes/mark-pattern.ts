/** What a mark is: a heading of words, a tag, or signs that stand in a line of text. */
export function kindOf(mark: string): "heading" | "tag" | "signs" {
  if (/^[\p{L}\p{N} ]+:?$/u.test(mark)) return "heading";
  return /^(?:<\/?[\w -]+>|\[\/?[\w -]+\]|\([\w -]+\))$/.test(mark) ? "tag" : "signs";
}

/**
 * Where a mark stands in a reply, as a pattern with `g`. A heading begins its line, marks of
 * emphasis aside, and is followed by a colon or by nothing; one in capitals may have text after it,
 * and text before it where it `closes`. Else case does not matter.
 */
export function markPattern(mark: string, closes = false): RegExp {
  if (kindOf(mark) !== "heading") return new RegExp(escaped(mark), "giu");
  const word = escaped(mark.replace(/:$/, ""));
  const before = "(?<=^|\\n)[ \\t]*(?:[#*_]+[ \\t]*)*";
  const after = "(?:[*_]*[ \\t]*(?=\\n|$)|[*_]*:[*_]*[ \\t]*)";
  const start = closes ? "(?<![\\p{L}\\p{N}])[*_]*" : before;
  const inText = /\p{Ll}/u.test(mark) ? "" : `|${start}${word}(?![\\p{L}\\p{N}])[*_]*:?[ \\t]*`;
  return new RegExp(`${before}${anyCase(word)}${after}${inText}`, "gu");
}

const escaped = (text: string) =>
  text.replace(/[.*+?^${}()|[\]\\/~-]/g, (sign) => (/[~-]/.test(sign) ? sign : `\\${sign}`));

const anyCase = (text: string) =>
  text.replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
