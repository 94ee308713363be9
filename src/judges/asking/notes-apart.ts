import type { ReplyLine } from "../../runner/trial.ts";
import { partNotes } from "../../scenarios/notes/part-notes.ts";
import type { Wording } from "../../scenarios/scenario.ts";

/**
 * Replies whose private notes stand with the private thinking, without the marks that a wording
 * asks for, so that all arms look alike; the text is what was said.
 */
export function notesApart({ private: marks }: Pick<Wording, "private">, replies: readonly ReplyLine[]): ReplyLine[] {
  return replies.map((line) => {
    const { said, notes } = partNotes(marks, line.reply.text);
    if (notes.length === 0) return said === line.reply.text ? line : { ...line, reply: { ...line.reply, text: said } };
    const reasoning = [line.reply.reasoning ?? "", ...notes].filter((part) => part.trim() !== "").join("\n\n");
    return { ...line, reply: { ...line.reply, text: said, reasoning } };
  });
}

/** A reply as one sees it who is told what was said and no more. */
export function withoutThinking(line: ReplyLine): ReplyLine {
  return { ...line, reply: { ...line.reply, reasoning: null } };
}
