import type { PrivateMark } from "../scenario.ts";
import { cutLines } from "./cut-lines.ts";
import { cutPairs } from "./cut-pairs.ts";
import type { Parted } from "./parted.ts";

/**
 * Parts a reply's private notes from what it says, by the marks that its wording declares. A note
 * that is never closed runs to the end; what stands before a closing tag or heading that nothing
 * opened is a note. Without notes the reply comes back as it is.
 */
export function partNotes(marks: readonly PrivateMark[] | undefined, reply: string): Parted {
  let said = reply;
  const notes: string[] = [];
  for (const mark of marks ?? []) {
    const parted = "lines" in mark ? cutLines(mark.lines, said) : cutPairs(mark, said);
    if (parted.said === said) continue;
    said = parted.said.trim();
    notes.push(...parted.notes.map((note) => note.trim()).filter((note) => note !== ""));
  }
  return { said, notes };
}
