/** A name or phrase in one spelling, or spellings of one name that count only where they begin with a capital. */
export type Name = string | readonly string[];

/** Hides names from one judge in one question. */
export interface Neutralizer {
  neutralize(text: string): string;
  /** Puts back, for each placeholder, the first spelling met. */
  restore(text: string): string;
  /** The words of a text that a quotation from its neutralized form repeats, white space aside; null where none do. */
  locate(quote: string, text: string): string | null;
}

const PLACEHOLDER = /\[name \d+\]/g;

/**
 * Replaces names and phrases by `[name 1]`, `[name 2]`, … in order of first appearance over all calls, whatever their
 * case and the punctuation between their words. Spellings of one name share a placeholder; a spelling listed twice belongs
 * to the first name that has it.
 */
export function neutralizer(names: readonly Name[]): Neutralizer {
  const owner = new Map<string, number>();
  names.forEach((name, i) => {
    for (const key of [name].flat().map(keyOf)) if (key !== "" && !owner.has(key)) owner.set(key, i);
  });
  // Alternatives are tried in order, so the longest spelling at a place must come first.
  const words = (key: string) => key.split(" ");
  const keys = [...owner.keys()].toSorted((a, b) => words(b).length - words(a).length || b.length - a.length);
  const sources = keys.map((key) => words(key).join("[^\\p{L}\\p{N}]+"));
  const anyName = sources.length === 0 ? "(?!)" : `(?<![\\p{L}\\p{N}])(?:${sources.join("|")})(?![\\p{L}\\p{N}])`;
  const pattern = new RegExp(anyName, "giu");
  const seen = new Map<number, { placeholder: string; written: string }>();
  return {
    neutralize: (text) =>
      text.replace(pattern, (written) => {
        const name = owner.get(keyOf(written))!;
        if (Array.isArray(names[name]) && /^\p{Ll}/u.test(written)) return written;
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

function keyOf(name: string): string {
  return (name.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ").toLowerCase();
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
}
