import type { PrivateMark, Wording } from "../scenario.ts";
import { literal } from "./literal.ts";

type Texts = Pick<Wording, "turns" | "choice" | "readings" | "examples" | "private" | "facts">;

/**
 * A wording with names for names, all at once, so that two can be swapped. Template tags stay.
 * Throws when a new name is in the wording already and keeps its place there: two would become one.
 */
export function rename(wording: Texts, names: Record<string, string>): Texts {
  const { turns, choice, readings, examples, private: marks, facts } = wording;
  const all = turns.map((turn) => (turn.kind === "say" ? turn.text : "")).join("\n");
  const taken = takenIn(all, names);
  if (taken !== undefined) throw new Error(`"${taken}" is in the text already; choose another name`);
  const inText = (text: string) => outsideTags(text, (plain) => replace(plain, names));
  return {
    turns: turns.map((turn) => (turn.kind === "say" ? { ...turn, text: inText(turn.text) } : turn)),
    choice: { ask: inText(choice.ask), one: inText(choice.one), zero: inText(choice.zero) },
    readings: readingsWith(names, readings),
    examples: mapValues(examples, (byReading) => mapValues(byReading, inText)),
    ...(marks && { private: marks.map((mark) => renameMark(mark, names)) }),
    ...(facts && { facts: mapValues(facts, (spellings) => spellings.map(inText)) }),
  };
}

const renamed = new WeakMap<Record<string, string>, WeakMap<Texts["readings"], Texts["readings"]>>();

/** The same readings for the same names, as what they read is remembered of them. */
function readingsWith(names: Record<string, string>, readings: Texts["readings"]): Texts["readings"] {
  const byReadings = renamed.get(names) ?? new WeakMap<Texts["readings"], Texts["readings"]>();
  renamed.set(names, byReadings);
  const known = byReadings.get(readings);
  if (known !== undefined) return known;
  const written = inPatterns(names);
  const anew = mapValues(readings, (reading) => ({
    ...reading,
    patterns: mapValues(reading.patterns, (each) => replace(each, written)),
    ...(reading.act !== undefined && { act: replace(reading.act, written) }),
    ...(reading.unless && { unless: mapValues(reading.unless, (each) => replace(each, written)) }),
  }));
  byReadings.set(readings, anew);
  return anew;
}

/** Names as patterns have them: their signs escaped, of the old ones also where they are not. */
const inPatterns = (names: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([from, to]) => [from, literal(from)].map((each) => [each, literal(to)])),
  );

function renameMark(mark: PrivateMark, names: Record<string, string>): PrivateMark {
  if ("lines" in mark) return { lines: replace(mark.lines, names) };
  return { ...mark, open: replace(mark.open, names), close: replace(mark.close, names) };
}

/**
 * Replaces names in the cases they come in: as given, in lower case as in an address, in capitals.
 */
function replace(text: string, names: Record<string, string>): string {
  return text.replace(patternOf(names), (found) => {
    if (Object.hasOwn(names, found)) return names[found]!;
    const to = names[Object.keys(names).find((name) => name.toLowerCase() === found.toLowerCase())!]!;
    return found === found.toUpperCase() ? to.toUpperCase() : to.toLowerCase();
  });
}

/** Where names stand in a text, as [from, to). */
export const namesAt = (text: string, names: string[]): [from: number, to: number][] =>
  [...text.matchAll(pattern(names))].map((match) => [match.index, match.index + match[0].length]);

/** A new name that a text has already, and keeps. */
function takenIn(text: string, names: Record<string, string>): string | undefined {
  const fresh = Object.values(names).filter((name) => !Object.hasOwn(names, name));
  if (fresh.length === 0) return undefined;
  const found = pattern([...new Set(fresh)])
    .exec(text)?.[0]
    .toLowerCase();
  return found === undefined ? undefined : fresh.find((name) => name.toLowerCase() === found);
}

const patterns = new WeakMap<Record<string, string>, RegExp>();

/** The pattern of the old names, made once: many texts are renamed alike. */
function patternOf(names: Record<string, string>): RegExp {
  const known = patterns.get(names) ?? pattern(Object.keys(names));
  patterns.set(names, known);
  return known;
}

/** Whole words; in a pattern, `\b`, `\W` and the like may stand before them. */
function pattern(names: string[]): RegExp {
  const longest = names.toSorted((a, b) => b.length - a.length).map((name) => literal(name));
  return new RegExp(`(?<=^|[^\\p{L}\\p{N}]|\\\\[bBWwsSn])(?:${longest.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

function outsideTags(text: string, change: (plain: string) => string): string {
  return text
    .split(/(\{[{%#].*?[}%#]\})/s)
    .map((piece, index) => (index % 2 === 0 ? change(piece) : piece))
    .join("");
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
