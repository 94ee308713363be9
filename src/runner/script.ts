import type { Message } from "../models/model.ts";
import { partNotes } from "../scenarios/notes/part-notes.ts";
import { read } from "../scenarios/read.ts";
import type { Branch, Turn, Wording } from "../scenarios/scenario.ts";
import { choiceTurns, letters, orders } from "./choice.ts";
import type { Elicit, ReplyLine } from "./trial.ts";

/** The next thing to ask in a trial. */
export interface Ask {
  turn: string;
  /** What is said now, since the reply before. */
  said: Message[];
  /** The whole conversation, ending with `said`. */
  messages: Message[];
  choices: string[] | null;
}

type Replied = Pick<ReplyLine, "turn" | "said" | "reply">;

/**
 * Where a trial stands: given the wording's turns as rendered and the replies so far, what to ask
 * next, or null when there is nothing left. A conversation ends early on a refusal, a filtered
 * reply or an empty one: there is nothing to go on from. Consecutive turns of one role are said as
 * one message.
 */
export function nextAsk(elicit: Elicit, wording: Wording, turns: Turn[], replies: Replied[]): Ask | null {
  if (elicit === "choice") return nextOrder(wording, turns, replies);
  const last = replies.at(-1)?.reply;
  if (last && (last.stop === "refusal" || last.stop === "filter" || last.text.trim() === "")) return null;
  const history: Message[] = [];
  let said: Message[] = [];
  for (const turn of turns) {
    if (!happens(turn.when, wording, replies)) continue;
    if (turn.kind === "say") {
      said.push({ role: turn.role, content: turn.text });
      continue;
    }
    const answer = replies.find((reply) => reply.turn === turn.name);
    if (!answer) return { turn: turn.name, said: joined(said), messages: joined([...history, ...said]), choices: null };
    history.push(...answer.said.filter(isMessage), { role: "assistant", content: answer.reply.text });
    said = [];
  }
  return null;
}

function nextOrder(wording: Wording, turns: Turn[], replies: Replied[]): Ask | null {
  const turn = orders.find((order) => !replies.some((reply) => reply.turn === order));
  if (turn === undefined) return null;
  const said = joined(choiceTurns(turns, wording.choice, turn));
  return { turn, said, messages: said, choices: letters };
}

const isMessage = (said: Replied["said"][number]): said is Message => said.role !== "tool";

function happens(when: Branch | null, wording: Wording, replies: Replied[]): boolean {
  if (when === null) return true;
  const reading = wording.readings[when.reply];
  const answer = replies.find((reply) => reply.turn === when.reply);
  if (reading === undefined || answer === undefined) return false;
  return read(reading, partNotes(wording.private, answer.reply.text).said) === when.is;
}

function joined(messages: Message[]): Message[] {
  const result: Message[] = [];
  for (const { role, content } of messages) {
    const last = result.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else result.push({ role, content });
  }
  return result;
}
