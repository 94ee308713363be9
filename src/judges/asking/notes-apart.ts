import type { ReplyLine } from "../../runner/trial.ts";
import { partNotes } from "../../scenarios/notes/part-notes.ts";
import type { Wording } from "../../scenarios/scenario.ts";

/** What stands for the text of a reply that keeps everything to itself. */
export const nothingSaid = "(Nothing was said.)";

/**
 * Replies whose private notes stand with the private thinking, without the marks that a wording
 * asks for, so that all arms look alike; the text is what was said.
 */
export function notesApart({ private: marks }: Pick<Wording, "private">, replies: readonly ReplyLine[]): ReplyLine[] {
  return replies.map((line) => {
    const { text, reasoning } = line.reply;
    const { said, notes } = partNotes(marks, text);
    const thought = bare(marks, reasoning ?? "");
    const kept = [thought, ...notes].filter((part) => part.trim() !== "").join("\n\n");
    if (said === text && thought === (reasoning ?? "") && (text.trim() !== "" || kept === "")) return line;
    const rest = said.trim() === "" && kept !== "" ? nothingSaid : said;
    return { ...line, reply: { ...line.reply, text: rest, reasoning: kept === "" ? reasoning : kept } };
  });
}

/** Thinking without the marks of private notes, where it came along with them. */
function bare(marks: Wording["private"], reasoning: string): string {
  const { said, notes } = partNotes(marks, reasoning);
  return notes.length === 0 ? reasoning : [...notes, said].filter((part) => part.trim() !== "").join("\n\n");
}

/** A reply as one sees it who is told what was said and no more. */
export function withoutThinking(line: ReplyLine): ReplyLine {
  return { ...line, reply: { ...line.reply, reasoning: null } };
}
