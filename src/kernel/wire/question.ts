import { log } from "./log.ts";
import type { Message } from "./message.ts";
import type { Ask, Tell } from "./port.ts";
import type { Voice } from "./voice.ts";

type Input = Extract<Tell, { type: "input" }>;

/** The question that the running cell has put to its client. */
export interface Question {
  put(input: Input, asker: Message): void;
  /** What came on the channel for input: an answer counts only from the client that was asked. */
  hear(message: Message): void;
  giveUp(): void;
}

export function question(say: Pick<Voice, "askFor">, ask: (ask: Ask) => void): Question {
  let wanted: { id: number; from: Uint8Array[] } | null = null;
  return {
    put({ id, prompt, password }, asker) {
      wanted = { id, from: asker.identities };
      say.askFor(asker, prompt, password);
    },
    hear({ header, identities, content }) {
      if (header.msg_type !== "input_reply" || wanted === null) return;
      const { id, from } = wanted;
      if (!Buffer.concat(from).equals(Buffer.concat(identities))) return log("an answer of one not asked");
      ask({ type: "input", id, value: String(content["value"] ?? "") });
      wanted = null;
    },
    giveUp: () => void (wanted = null),
  };
}
