const COMMON = new Set(
  (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august " +
    "september october november december who what when where which why how yes no not isn aren don mr mrs ms dr here there " +
    "this that these those and but or if so then now next once even all any each none both one two three first second last " +
    "is are was were be do does did have has had can could will would shall should may might must i you he she it we they " +
    "his her its our your their dear hello hi hey good thank thanks please kindly however also finally whoever whatever"
  ).split(" "),
);

// Inside a sentence: after a word, a comma or the like, on the same line or the one before.
const CAPITALISED = /(?<=[\p{L}\p{N},;)'’](?:[ \t]+|[ \t]*\n[ \t]*))\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*/gu;

// Anywhere but where a quotation begins, which may be a mark that the text asks for.
const ANY = /(?<![\p{L}\p{N}"“‘«])\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*/gu;
const MARK = /(?<=["“‘«])\p{Lu}[\p{L}\p{N}]*(?=[\p{P}\s]*["”’»])|(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu;

/**
 * Names of people, organisations and things in a text, told by their capitals: words that are
 * capitalised inside a sentence and never written small. Each group is one name with its parts, the
 * whole name first: `["Ada Byron", "Ada", "Byron"]`. With `ordinary`, the small words of a body of
 * such texts, what is capitalised only where sentences begin is a name, too, unless it is one of
 * these, or a mark: quoted by itself, or also written in capitals throughout.
 */
export function properNames(text: string, ordinary: ReadonlySet<string> | null = null): string[][] {
  const small = ordinary === null ? smallWords(text) : new Set([...smallWords(text), ...ordinary]);
  const marks = new Set(text.match(MARK) ?? []);
  const isMark = (word: string) => marks.has(word) || marks.has(word.toUpperCase());
  const more = ordinary === null ? [] : (text.match(ANY) ?? []).filter((word) => !isMark(word));
  const words = new Set([...(text.match(CAPITALISED) ?? []), ...more].filter((word) => isName(word, small)));
  if (words.size === 0) return [];
  const any = [...words].toSorted((a, b) => b.length - a.length).join("|");
  const runs = text.match(new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?:[ \\t]+(?:${any}))*(?![\\p{L}\\p{N}])`, "gu"));
  const whole = [...new Set(runs ?? [])].toSorted((a, b) => b.split(/\s+/).length - a.split(/\s+/).length);
  return whole.map((name) => [...new Set([name, ...name.split(/[ \t]+/)])]);
}

/** Words that a text writes small. */
export function smallWords(text: string): Set<string> {
  return new Set(text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}]*/gu) ?? []);
}

function isName(word: string, small: ReadonlySet<string>): boolean {
  const lower = word.toLowerCase();
  return !small.has(lower) && !COMMON.has(lower);
}
