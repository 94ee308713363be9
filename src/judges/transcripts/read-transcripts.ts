import { checkOptions } from "../../lib/check-options.ts";
import { readLines } from "../../lib/jsonl.ts";
import type { Message } from "../../models/model.ts";
import type { Transcript } from "./import-transcripts.ts";

/** Where a line of a JSON lines file has what, and what was said before each of its replies. */
export interface TranscriptFields {
  wording: string;
  /** Name of the field with the reply's text. */
  reply: string;
  /** Of the field with the reasoning, if there is one. */
  reasoning?: string;
  said?: Message[];
}

/**
 * Transcripts of a JSON lines file, one a line. Throws on a line without the reply, naming the
 * fields that it has.
 *
 * @example
 * await writeFile("replies.jsonl", JSON.stringify({ response: "I will not." }));
 * await interop.readTranscripts("replies.jsonl", { wording: "mine", reply: "response" })
 */
export async function readTranscripts(file: string, fields: TranscriptFields): Promise<Transcript[]> {
  checkOptions("readTranscripts", fields, { wording: true, reply: true, reasoning: true, said: true });
  const { wording, reply, reasoning, said = [] } = fields;
  const transcripts: Transcript[] = [];
  for await (const line of readLines<Record<string, unknown>>(file)) {
    const text = line[reply];
    if (typeof text !== "string") {
      const known = Object.keys(line).join(", ");
      throw new Error(`${file}, transcript ${transcripts.length + 1} has no text "${reply}": it has ${known}`);
    }
    const thought = reasoning === undefined ? null : line[reasoning];
    transcripts.push({ wording, said, reply: text, reasoning: typeof thought === "string" ? thought : null });
  }
  return transcripts;
}
