import type { Mark } from "./quotes.ts";

interface Piece {
  text: string;
  mark: Mark | null;
}

/**
 * The text in pieces, in order: those that are marked, with their mark, and those between, with
 * null.
 */
export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  let at = 0;
  const found: Piece[] = [];
  for (const mark of marks) {
    const { start, end } = mark;
    if (start > at) found.push({ text: text.slice(at, start), mark: null });
    found.push({ text: text.slice(start, end), mark });
    at = end;
  }
  if (at < text.length || found.length === 0) found.push({ text: text.slice(at), mark: null });
  return found;
}
