import { lineIn, parsed, textOf } from "./source.ts";

/** Whether a comment tells a tool something and has to stay where it is. */
export const isDirective = (said: string): boolean =>
  /^\s*(prettier-ignore|oxlint-|eslint-|@ts-|\/ <reference)/.test(said);

/** The lines of a file that a comment makes wider than `most` columns, as `file:line`. */
export function wideComments(file: string, most = 100, text: string = textOf(file)): string[] {
  const lineOf = lineIn(text);
  const lines = text.split("\n");
  const commented = parsed(file, text)
    .comments.filter(({ value }) => !isDirective(value))
    .flatMap(({ start, end }) => {
      const first = lineOf(start);
      return Array.from({ length: lineOf(end) - first + 1 }, (_, i) => first + i);
    });
  return [...new Set(commented)].filter((line) => [...lines[line - 1]!].length > most).map((line) => `${file}:${line}`);
}
