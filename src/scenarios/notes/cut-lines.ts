import type { Parted } from "./parted.ts";

/**
 * Takes the lines off that a reply begins with and that begin with a mark; blank lines between them
 * go with them.
 */
export function cutLines(mark: string, reply: string): Parted {
  const lines = reply.split("\n");
  const isNote = (line: string) => line.trimStart().startsWith(mark);
  const rest = lines.findIndex((line) => line.trim() !== "" && !isNote(line));
  const end = rest === -1 ? lines.length : rest;
  const notes = lines.slice(0, end).filter(isNote);
  if (notes.length === 0) return { said: reply, notes: [] };
  const texts = notes.map((line) => line.trimStart().slice(mark.length).trim());
  return { said: lines.slice(end).join("\n"), notes: [texts.join("\n")] };
}
