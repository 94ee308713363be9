import type { Source } from "../../scenarios/scenario.ts";

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");

/** The title of a source as its BibTeX entry has it, without braces; null where there is none. */
export function titleOf({ bibtex }: Source): string | null {
  return /title\s*=\s*\{(.*)\},?\s*$/m.exec(bibtex)?.[1]?.replace(/[{}]/g, "") ?? null;
}

/**
 * Expressions that find a study named: by its title, its arXiv number, or its first author with a
 * year or colleagues. `asked` is for answers to the question where a text is from, in which half a
 * title or the author alone will do.
 */
export function studyPatterns(source: Source | null, { asked = false } = {}): string[] {
  if (source === null) return [];
  const title = titleOf(source);
  const [name, rest] = (title ?? "").split(/[:?]/).map((part) => part.trim());
  const number = /\b\d{4}\.\d{5}\b/.exec(source.citation)?.[0];
  const author = /^\s*([\p{L}-]+),/u.exec(source.citation)?.[1];
  const work = asked ? "" : "\\s+(?:paper|study|research|experiment|evaluation|scenario|by)\\b";
  const others = asked ? "\\b" : "\\s+(?:et al|and colleagues|\\(?20\\d\\d)";
  return [
    ...(name ? [`\\b${literal(name)}${work}`] : []),
    ...(rest ? [literal(rest)] : []),
    ...(number ? [literal(number)] : []),
    ...(author ? [`\\b${literal(author)}${others}`] : []),
  ];
}
