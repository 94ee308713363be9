import type { Recorder } from "./recorder.ts";
import { protocolVersion, type Content, type Message } from "./message.ts";
import type { Ask, Description } from "./port.ts";

export type Answer = (message: Message) => Content | Promise<Content>;

/**
 * Requests to which a kernel has an answer at any time, also while a cell runs. Rejections become
 * error replies.
 */
export interface Answers {
  to: Record<string, Answer>;
  /** The session's answer to query `id` has come. */
  settle(id: number, content: Content): void;
}

export function answers(
  description: Description,
  history: Pick<Recorder, "find">,
  comms: ReadonlyMap<string, string>,
  ask: (ask: Ask) => void,
): Answers {
  const open = new Map<number, (content: Content) => void>();
  let id = 0;

  const query = (about: "complete" | "inspect" | "is_complete"): Answer => {
    return ({ content }) =>
      new Promise((resolve) => {
        open.set(++id, resolve);
        ask({ type: "query", id, about, content });
      });
  };

  return {
    to: {
      kernel_info_request: () => ({
        status: "ok",
        protocol_version: protocolVersion,
        ...description,
        debugger: false,
        supported_features: [],
      }),
      complete_request: query("complete"),
      inspect_request: query("inspect"),
      is_complete_request: query("is_complete"),
      history_request: async ({ content }) => ({ status: "ok", history: await history.find(content) }),
      comm_info_request: ({ content: { target_name } }) => {
        const wanted = [...comms].filter(([, target]) => !target_name || target === target_name);
        return { status: "ok", comms: Object.fromEntries(wanted.map(([id, target]) => [id, { target_name: target }])) };
      },
    },
    settle(id, content) {
      open.get(id)?.(content);
      open.delete(id);
    },
  };
}
