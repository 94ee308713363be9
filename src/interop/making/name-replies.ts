import { withCalls } from "../../models/with-calls.ts";
import type { Exchange, Replied } from "../exchange/exchange.ts";
import type { Ours } from "./ours.ts";

/** A reply with its name in the script. */
export type Named = Replied & { turn: string };

/**
 * A conversation's replies under the names of the script: ours in their order, or `reply` for the
 * last and `reply-1`, … for those before. Where ours has one reply, what the subject said and did
 * between calls of tools is one. Throws on a name or a number of replies that ours does not have.
 */
export function nameReplies({ replies, place }: Pick<Exchange, "replies" | "place">, ours: Ours | null): Named[] {
  if (ours === null)
    return replies.map((reply, i) => ({
      ...reply,
      turn: reply.turn ?? (i === replies.length - 1 ? "reply" : `reply-${i + 1}`),
    }));
  const expected = `${ours.base.id} has ${ours.replies.join(", ")}`;
  const odd = replies.find(({ turn }) => turn !== null && !ours.replies.includes(turn));
  if (odd) throw new Error(`${place}: no reply "${odd.turn}" in the wording it is imported as: ${expected}`);
  const written = replies.map((reply) => withWritten(reply, ours));
  const whole = written.length > ours.replies.length ? joined(written) : written;
  if (whole.length > ours.replies.length) throw new Error(`${place}: ${whole.length} replies, and ${expected}`);
  return whole.map((reply, i) => ({ ...reply, turn: reply.turn ?? ours.replies[i]! }));
}

/** A reply with its calls as the wording's tools have them written, where they are its tools. */
function withWritten(reply: Replied, { base }: Ours): Replied {
  const tools = base.tools?.offered.map(({ name, description, written }) => ({
    name,
    description,
    schema: {},
    written,
  }));
  const offered = (reply.calls ?? []).filter(({ name }) => tools?.some((tool) => tool.name === name));
  if (tools === undefined || offered.length === 0) return reply;
  const { text } = withCalls(
    { messages: [], params: {}, seed: null, schema: null, choices: null, tools },
    { text: reply.text, stop: reply.stop, stopDetail: null } as never,
    offered,
  );
  return { ...reply, text };
}

/** Replies with nothing but results of tools between them as one. */
function joined(replies: readonly Replied[]): Replied[] {
  const all: Replied[] = [];
  for (const reply of replies) {
    const before = all.at(-1);
    if (before === undefined || reply.said.length === 0 || reply.said.some(({ role }) => role !== "tool")) {
      all.push(reply);
      continue;
    }
    const text = [before.text, reply.text].filter((each) => each.trim() !== "").join("\n\n");
    const reasoning = [before.reasoning, reply.reasoning].filter((each) => each !== null).join("\n\n") || null;
    const calls = [...(before.calls ?? []), ...(reply.calls ?? [])];
    all[all.length - 1] = {
      ...reply,
      turn: before.turn ?? reply.turn,
      text,
      reasoning,
      calls,
      said: [...before.said, ...reply.said],
    };
  }
  return all;
}
