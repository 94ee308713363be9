import type { Reply } from "./model.ts";

/**
 * What came where words were expected: the tools called, and what stood in the place of the text.
 */
export interface Came {
  calls: readonly { name: string }[];
  /** As JSON has it: `null`, `""`, `[]`. */
  content: unknown;
}

/**
 * A reply that says nothing though it ended as a whole one, called what it is: it is no answer, and
 * must not be read as one. Other replies are as they were; a tool that is called though none was
 * offered is no act.
 */
export function sayEmpty<R extends Pick<Reply, "text" | "reasoning" | "stop" | "stopDetail" | "choices" | "calls">>(
  reply: R,
  { calls, content }: Came,
): R {
  if (reply.text.trim() !== "" || reply.stop !== "end" || reply.choices !== null) return reply;
  if (calls.length > 0 && reply.calls === undefined) {
    const names = calls.map(({ name }) => name).join(", ");
    return { ...reply, stop: "malformed", stopDetail: `called ${names}, though no tool was offered` };
  }
  const only = reply.reasoning === null ? "" : " after reasoning";
  const word = reply.stopDetail === null ? "" : `, "${reply.stopDetail}"`;
  return {
    ...reply,
    stop: "other",
    stopDetail: `nothing said${only}: content ${JSON.stringify(content) ?? "absent"}${word}`,
  };
}
