import type { Grade } from "../judges/verdict.ts";
import { plainText, shorten } from "../lib/escape.ts";
import type { TrialResult } from "../runner/trial.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { quotesIn, type Mark } from "./quotes.ts";
import { ending, replied } from "./transcript-lines.ts";

/**
 * One thing that was said in a trial, as text that is safe to show, with what judges quoted of it.
 */
export interface Passage {
  kind: "said" | "reasoning" | "reply";
  /** The role of what was said, the name of a reply. */
  name: string;
  /** How a reply ended, where that is worth a word; else "". */
  note: string;
  text: string;
  /** Of the text before it was shortened, in UTF-16 units. */
  length: number;
  marks: Mark[];
}

/**
 * A conversation as passages: what was said before each reply, the reasoning where there is any,
 * the reply. Texts are what may leave this machine, shortened to `longest` UTF-16 units. Grades of
 * other trials must be left out by the caller.
 */
export function passagesOf(result: TrialResult, grades: readonly Grade[], longest: number = Infinity): Passage[] {
  const passage = (kind: Passage["kind"], name: string, content: string, note = ""): Passage => {
    const text = plainText(shorten(unspoiled(content), longest));
    const marks = kind === "said" ? [] : quotesIn(text, grades);
    return { kind, name: plainText(name), note: plainText(unspoiled(note)), text, length: content.length, marks };
  };
  return result.replies.flatMap((line) => [
    ...line.said.map(({ role, content }) => passage("said", role, content)),
    ...(line.reply.reasoning ? [passage("reasoning", line.turn, line.reply.reasoning)] : []),
    passage("reply", line.turn, replied(line), ending(line)),
  ]);
}
