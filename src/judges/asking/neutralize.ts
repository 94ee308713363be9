import { lately } from "../../lib/lately.ts";

/**
 * A name or phrase in one spelling, or spellings of one name that count only where they begin with
 * a capital.
 */
export type Name = string | readonly string[];

/** Hides names from one judge in one question. */
export interface Neutralizer {
  neutralize(text: string): string;
  /** Puts back, for each placeholder, the first spelling met. */
  restore(text: string): string;
  /**
   * The words of a text that a quotation from its neutralized form repeats, white space aside; null
   * where none do.
   */
  locate(quote: string, text: string): string | null;
}

const PLACEHOLDER = /\[name \d+\]/g;

/**
 * Replaces names and phrases by `[name 1]`, `[name 2]`, … in order of first appearance over all
 * calls, whatever their case and whatever stands between their words, or nothing (`Tern Capital`,
 * `tern-capital`, `TernCapital`). Spellings of one name share a placeholder; a spelling listed
 * twice belongs to the first name that has it, and counts in any case if it does so once.
 */
export function neutralizer(names: readonly Name[]): Neutralizer {
  const { owner, inAnyCase, anyName, pattern } = compiled(JSON.stringify(names));
  const seen = new Map<number, { placeholder: string; written: string }>();
  return {
    neutralize: (text) =>
      text.replace(pattern, (written, at: number) => {
        const key = keyOf(written);
        const name = owner.get(key)!;
        if (!inAnyCase.has(key) && isPlainWord(written, at, text)) return written;
        if (!seen.has(name)) seen.set(name, { placeholder: `[name ${seen.size + 1}]`, written });
        return seen.get(name)!.placeholder;
      }),
    restore(text) {
      const written = new Map([...seen.values()].map((entry) => [entry.placeholder, entry.written]));
      return text.replace(PLACEHOLDER, (placeholder) => written.get(placeholder) ?? placeholder);
    },
    locate(quote, text) {
      const parts = quote.trim().split(PLACEHOLDER).map(literal);
      return new RegExp(parts.join(anyName), "iu").exec(text)?.[0] ?? null;
    },
  };
}

/**
 * How names are found, by their JSON: judging asks for the same ones in trial after trial, and to
 * compile a pattern of hundreds takes longer than to use it.
 */
const compiled = lately(100, (key: string) => {
  const names = JSON.parse(key) as Name[];
  const owner = new Map<string, number>();
  const spelt = new Map<string, string[]>();
  const inAnyCase = new Set<string>();
  names.forEach((name, i) => {
    for (const spelling of [name].flat().flatMap(unaccented)) {
      const [key, words] = [keyOf(spelling), wordsOf(spelling)];
      if (key === "") continue;
      if (typeof name === "string") inAnyCase.add(key);
      if (!owner.has(key)) owner.set(key, i);
      if (words.length > (spelt.get(key)?.length ?? 0)) spelt.set(key, words);
    }
  });
  // Alternatives are tried in order, so the longest spelling at a place must come first.
  const sources = [...spelt]
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([, words]) => words.join("[^\\p{L}\\p{N}]*"));
  const end = "(?=s?(?![\\p{L}\\p{N}]))";
  // Most places are passed over by their first letter.
  const begin = `(?=[${[...new Set(sources.map((source) => String.fromCodePoint(source.codePointAt(0)!)))].join("")}])`;
  const anyName = sources.length === 0 ? "(?!)" : `${begin}(?<![\\p{L}\\p{N}])(?:${sources.join("|")})${end}`;
  const pattern = new RegExp(anyName, "giu");
  return { owner, inAnyCase, anyName, pattern };
});

function keyOf(name: string): string {
  return (name.match(/[\p{L}\p{N}]+/gu) ?? []).join("").toLowerCase();
}

/** A name's words, also those that only capitals set apart. */
function wordsOf(name: string): string[] {
  return name.match(/\p{Lu}?[\p{Ll}\p{N}]+(?=\p{Lu}\p{Ll}{2})|[\p{L}\p{N}]+/gu) ?? [];
}

function unaccented(name: string): string[] {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  return plain === name ? [name] : [name, plain];
}

/** Whether what could be a name is one word, begins small, and is no part of an address. */
function isPlainWord(written: string, at: number, text: string): boolean {
  if (!/^\p{Ll}[\p{L}\p{N}]*$/u.test(written)) return false;
  const [before, after] = [text.slice(0, at).at(-1) ?? "", text.slice(at + written.length, at + written.length + 2)];
  return !/[@._]/.test(before) && !/^(?:[@_]|\.[\p{L}\p{N}])/u.test(after);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
}
