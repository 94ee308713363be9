import { plainText } from "../lib/escape.ts";

/**
 * A proportion in percentage points, to four decimals, so that a spec does not depend on the last
 * bits of a sum.
 */
export function points(proportion: number): number {
  return Math.round(proportion * 1e6) / 1e4;
}

/** Foreign text for a Plotly label: one line, with its markup shown instead of followed. */
export function label(text: string): string {
  return plainText(text).replace(/\s/g, " ").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Foreign text for a hover label: wrapped, its markup shown instead of followed. */
export function hoverText(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => wrap(line, 48))
    .map(label)
    .join("<br>");
}

/**
 * Text in lines of at most `columns` characters, broken at spaces; a word longer than a line is
 * broken after a `/` or anywhere. A non-breaking space holds. Text over 600 characters is cut.
 */
export function wrap(text: string, columns: number): string[] {
  const short = text.length > 600 ? `${text.slice(0, 599).toWellFormed()}…` : text;
  const lines = [""];
  for (const word of short.split(" ")) {
    for (const [i, piece] of pieces(word, columns).entries()) {
      const line = lines.at(-1)!;
      const joined = line && i === 0 ? `${line} ${piece}` : line + piece;
      if (line && joined.length > columns) lines.push(piece);
      else lines[lines.length - 1] = joined;
    }
  }
  return lines;
}

function pieces(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  return word.split(/(?<=\/)/).flatMap((part) => part.match(new RegExp(`.{1,${columns}}`, "gsu")) ?? []);
}
