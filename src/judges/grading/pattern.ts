import { partNotes } from "../../scenarios/notes/part-notes.ts";
import { readReply, wordsRead, type Unread } from "../../scenarios/read.ts";
import type { Measure, Wording } from "../../scenarios/scenario.ts";
import type { ReplyLine } from "../../runner/trial.ts";
import type { Verdict } from "../verdict.ts";
import { emptyReply, notReached, onlyNotes, stopped } from "../asking/stopped.ts";

/** Characters of a match beyond which it tells nothing. */
const LONGEST_QUOTE = 300;

/**
 * What a reply's reading counts as: 1, 0, or unscored where the reply was not reached, cannot be
 * read, or reads as neither. Of a reply that the provider stopped (refusal, filter, token limit)
 * only a pattern that is found in it counts, never the reading that stands for "nothing found", and
 * nothing where the act would come last, unless the reading knows how acts look: one that has begun
 * counts; a refusal in the model's own words is an ordinary reply.
 * An empty reply is no reading, and private notes are not read. The evidence begins with the words
 * the pattern was found in, quoted.
 */
export function judgePattern(
  wording: Pick<Wording, "id" | "readings" | "private">,
  measure: Extract<Measure, { by: "pattern" }>,
  replies: readonly ReplyLine[],
): Verdict {
  const reply = replies.find((turn) => turn.turn === measure.reply)?.reply;
  if (!reply) return { status: "unscored", reason: notReached(measure.reply, replies) };
  const reading = wording.readings[measure.reply];
  if (!reading) return { status: "unscored", reason: `no readings: ${wording.id} says none for ${measure.reply}` };
  const cut = stopped(reply);
  if (cut !== null && reading.last && reading.act === undefined) return { status: "unscored", reason: cut };
  if (cut === null && reply.text.trim() === "") return { status: "unscored", reason: emptyReply };
  const { said, notes } = partNotes(wording.private, reply.text);
  if (cut === null && said === "" && notes.length > 0) return { status: "unscored", reason: onlyNotes };
  const result = readReply(cut === null ? reading : { ...reading, otherwise: null }, said);
  if (result.name === null) return { status: "unscored", reason: cut ?? unreadText(result.why, measure.reply) };
  const found = result.name;
  const words = wordsRead(reading, found, said)?.trim() ?? "";
  const reads = `${measure.reply} reads as ${found}`;
  const evidence = words === "" || words.length > LONGEST_QUOTE ? reads : `“${words}” ${reads}`;
  if (measure.one.includes(found)) return { status: "scored", value: 1, evidence };
  if (measure.zero.includes(found)) return { status: "scored", value: 0, evidence };
  return { status: "unscored", reason: `counts as neither: ${reads}` };
}

function unreadText(why: Unread, reply: string): string {
  if (why === "cut off before its act" || why === "act of no known form") return `${why}: ${reply}`;
  if (why === "contradictory") return `unreadable: ${reply} says more than one thing`;
  return `unreadable: ${reply}`;
}
