import type { Mark } from "./quotes.ts";

/** The text in pieces, in order: those that are marked, with who quoted them, and those between, with null. */
export function pieces(text: string, marks: readonly Mark[]): { text: string; by: string | null }[] {
  let at = 0;
  const found: { text: string; by: string | null }[] = [];
  for (const { start, end, by } of marks) {
    if (start > at) found.push({ text: text.slice(at, start), by: null });
    found.push({ text: text.slice(start, end), by });
    at = end;
  }
  if (at < text.length || found.length === 0) found.push({ text: text.slice(at), by: null });
  return found;
}
