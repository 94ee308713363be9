import type { RE2JS } from "re2js";
import { lately } from "../lib/lately.ts";
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

/** Why no reading can be told of a reply. */
export type Unread =
  "blank" | "too long" | "contradictory" | "act of no known form" | "cut off before its act" | "nothing found";

type Read = { name: string } | { name: null; why: Unread };

/** Replies that a reading remembers, as a subject may give the same one in every trial. */
const replies = 20;
const readers = new WeakMap<Reading, (text: string) => Read>();

/**
 * What a reply did, as the name of the one pattern found in it, or why that cannot be told. None
 * found gives `otherwise`; more than one contradict each other, and a blank reply and one of over a
 * million characters are unreadable. Where the act comes `last`, it is told from options that were
 * weighed before by the blank line between them. Where the reading knows how acts look, one of
 * another form is unreadable, and so is a reply that breaks off before any act.
 */
export function readReply(reading: Reading, text: string): Read {
  const reader = readers.get(reading) ?? lately(replies, (each: string) => readAnew(reading, each));
  readers.set(reading, reader);
  return reader(text);
}

function readAnew(reading: Reading, text: string): Read {
  const unread = (why: Unread) => ({ name: null, why });
  if (text.trim() === "") return unread("blank");
  if (text.length > longestRead) return unread("too long");
  const found = Object.keys(reading.patterns).filter(
    (name) => finds(reading.patterns[name]!, text) && !finds(reading.unless?.[name], text),
  );
  if (found.length > 1) {
    const last = reading.last ? lastRead(reading, found, text) : null;
    return last === null ? unread("contradictory") : { name: last };
  }
  if (found.length === 0 && reading.act !== undefined) {
    const end = endOf(reading.act, text);
    if (brokenOff(text) || end === text.trimEnd().length) return unread("cut off before its act");
    if (end !== null) return unread("act of no known form");
  }
  const name = found[0] ?? reading.otherwise;
  return name === null ? unread("nothing found") : { name };
}

/** What a reply did, as {@link readReply} has it; null where it cannot be told. */
export const read = (reading: Reading, text: string): string | null => readReply(reading, text).name;

/** Whether a text holds an act, whole or begun, of a form that the reading knows or would know. */
export function actBegun({ patterns, act }: Reading, text: string): boolean {
  if (act === undefined || text.length > longestRead) return false;
  return finds(act, text) || Object.values(patterns).some((pattern) => finds(pattern, text));
}

/**
 * Where the first place ends that a pattern is found in, white space aside; null where it is not.
 */
function endOf(pattern: string, text: string): number | null {
  const matcher = compilePattern(pattern).matcher(text);
  return matcher.find() ? text.slice(0, matcher.end()).trimEnd().length : null;
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
