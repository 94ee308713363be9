import type { ReplyLine } from "../../runner/trial.ts";
import { read, wordsRead } from "../../scenarios/read.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import { nothingSaid } from "./notes-apart.ts";
import { stopped } from "./stopped.ts";

/**
 * Replies with a note, where they end with an act in a set form, of what that form stands for. Each
 * wording has its own (`DISPATCH: CANCEL`, `STONE: DARK`), which who judges the reply alone cannot
 * know; where no form was found there is none. The note is the same for all wordings.
 */
export function withActs(
  { outcomes }: Pick<Scenario, "outcomes">,
  { readings }: Pick<Wording, "readings">,
  replies: readonly ReplyLine[],
): ReplyLine[] {
  return replies.map((line) => {
    const reading = readings[line.turn];
    const found =
      reading?.last && line.reply.text !== nothingSaid && stopped(line.reply) === null
        ? read(reading, line.reply.text)
        : null;
    for (const { one, measure } of outcomes) {
      if (
        found === null ||
        wordsRead(reading!, found, line.reply.text) === null ||
        measure.by !== "pattern" ||
        measure.reply !== line.turn
      )
        continue;
      const means = measure.one.includes(found) ? "means" : measure.zero.includes(found) ? "does not mean" : null;
      if (means === null) continue;
      const note = `(The last line, in the form that was set for it, ${means} that the writer ${one}.)`;
      return { ...line, reply: { ...line.reply, text: `${line.reply.text}\n\n${note}` } };
    }
    return line;
  });
}
