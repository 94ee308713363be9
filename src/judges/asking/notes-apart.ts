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
    const { said, notes } = partNotes(marks, line.reply.text);
    if (said === line.reply.text) return line;
    const reasoning = [line.reply.reasoning ?? "", ...notes].filter((part) => part.trim() !== "").join("\n\n");
    const text = said === "" && notes.length > 0 ? nothingSaid : said;
    return { ...line, reply: { ...line.reply, text, reasoning: reasoning === "" ? line.reply.reasoning : reasoning } };
  });
}

/** A reply as one sees it who is told what was said and no more. */
export function withoutThinking(line: ReplyLine): ReplyLine {
  return { ...line, reply: { ...line.reply, reasoning: null } };
}
