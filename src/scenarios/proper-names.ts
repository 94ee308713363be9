const COMMON = new Set(
  (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august " +
    "september october november december who what when where which why how"
  ).split(" "),
);

// Inside a sentence: after a word, a comma or the like, on the same line or the one before.
const CAPITALISED = /(?<=[\p{L}\p{N},;)'’](?:[ \t]+|[ \t]*\n[ \t]*))\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*/gu;

/**
 * Names of people, organisations and things in a text, told by their capitals: words that are capitalised inside a
 * sentence and never written small. Each group is one name with its parts, the whole name first: `["Ada Byron", "Ada",
 * "Byron"]`.
 */
export function properNames(text: string): string[][] {
  const small = new Set(text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}]*/gu) ?? []);
  const words = new Set((text.match(CAPITALISED) ?? []).filter((word) => isName(word, small)));
  if (words.size === 0) return [];
  const any = [...words].toSorted((a, b) => b.length - a.length).join("|");
  const runs = text.match(new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?:[ \\t]+(?:${any}))*(?![\\p{L}\\p{N}])`, "gu"));
  const whole = [...new Set(runs ?? [])].toSorted((a, b) => b.split(/\s+/).length - a.split(/\s+/).length);
  return whole.map((name) => [...new Set([name, ...name.split(/[ \t]+/)])]);
}

function isName(word: string, small: Set<string>): boolean {
  const lower = word.toLowerCase();
  return !small.has(lower) && !COMMON.has(lower);
}
