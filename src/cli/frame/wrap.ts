import { wrapWords } from "../../lib/wrap-words.ts";

/**
 * A term and what it means beside it, in two columns, or below each other where the term is too
 * long.
 */
export function entry(term: string, meaning: string, column: number, width: number): string[] {
  const indent = 2 + column + 2;
  const [first = "", ...rest] = wrapWords(meaning, width - indent);
  const below = rest.map((line) => " ".repeat(indent) + line);
  return term.length <= column
    ? [`  ${term.padEnd(column)}  ${first}`.trimEnd(), ...below]
    : [`  ${term}`, " ".repeat(indent) + first, ...below];
}

/** A command line as a shell takes it, over several lines where it is longer than `width`. */
export function commandLines(line: string, width: number): string[] {
  const [first = "", ...rest] = wrapWords(line, width - 4);
  const parts = [`  ${first}`, ...rest.map((part) => `    ${part}`)];
  return parts.map((part, i) => (i < parts.length - 1 ? `${part} \\` : part));
}
