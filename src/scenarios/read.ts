import type { RE2JS } from "re2js";
import { re2 } from "../lib/lazy.ts";
import { brokenOff } from "./broken-off.ts";
import type { Reading } from "./scenario.ts";

/** Characters of a reply beyond which it is not read. */
export const longestRead = 1_000_000;

const cache = new Map<string, RE2JS>();

/**
 * A pattern ready to match: RE2 syntax (no look-around, no back-references), so that matching takes
 * time linear in the text whatever the pattern; case is ignored, `^` and `$` match at line ends.
 * Throws on a pattern RE2 does not know.
 */
export function compilePattern(pattern: string): RE2JS {
  const known = cache.get(pattern);
  if (known) return known;
  const { CASE_INSENSITIVE, MULTILINE } = re2();
  const compiled = re2().compile(pattern, CASE_INSENSITIVE | MULTILINE);
  cache.set(pattern, compiled);
  return compiled;
}

/**
 * What a reply did, as the name of the one pattern found in it. None found gives `otherwise`; more
 * than one contradict each other and give null, as do a blank reply and one of over a million
 * characters: unreadable. Where the act comes `last`, it is told from options that were weighed
 * before by the blank line between them. Where the reading knows how acts look, one of another form
 * is unreadable, and so is a reply that breaks off before any act.
 */
export function read(reading: Reading, text: string): string | null {
  if (text.trim() === "" || text.length > longestRead) return null;
  const found = Object.keys(reading.patterns).filter(
    (name) => finds(reading.patterns[name]!, text) && !finds(reading.unless?.[name], text),
  );
  if (found.length > 1) return reading.last ? lastRead(reading, found, text) : null;
  if (found.length === 0 && reading.act !== undefined && (finds(reading.act, text) || brokenOff(text))) return null;
  return found[0] ?? reading.otherwise;
}

const finds = (pattern: string | undefined, text: string) =>
  pattern !== undefined && compilePattern(pattern).matcher(text).find();

function lastRead({ patterns }: Reading, found: readonly string[], text: string): string | null {
  const [last, before] = found
    .map((name) => ({ name, ...lastPlace(patterns[name]!, text)! }))
    .toSorted((a, b) => b.start - a.start);
  return /\n[ \t]*\n/.test(text.slice(before!.end, last!.start + 1)) ? last!.name : null;
}

function lastPlace(pattern: string, text: string): { start: number; end: number } | null {
  const matcher = compilePattern(pattern).matcher(text);
  let place: { start: number; end: number } | null = null;
  while (matcher.find()) place = { start: matcher.start() + leading(matcher.group() ?? ""), end: matcher.end() };
  return place;
}

/** Marks and white space that a match begins with are none of its words. */
const leading = (match: string) => /^[^\p{L}\p{N}]*/u.exec(match)![0].length;

/**
 * The words of a text that a reading's named pattern is first found in, or last where that counts;
 * null where it is not, or has none of its own.
 */
export function wordsRead({ patterns, last }: Reading, name: string, text: string): string | null {
  if (patterns[name] === undefined || text.length > longestRead) return null;
  const place = last ? lastPlace(patterns[name], text) : null;
  if (place !== null) return text.slice(place.start, place.end);
  const matcher = compilePattern(patterns[name]).matcher(text);
  return matcher.find() ? matcher.group() : null;
}
