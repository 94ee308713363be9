import type { Recorder } from "./recorder.ts";
import { protocolVersion, type Content, type Message } from "./message.ts";
import type { Ask, Description } from "./port.ts";

export type Answer = (message: Message) => Content | Promise<Content>;

/**
 * ms after which nobody waits for a completion any more. A session that no cell blocks takes less.
 */
const patience = 240;

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
  runs: () => boolean,
): Answers {
  const open = new Map<number, (content: Content) => void>();
  let id = 0;

  const query = (about: "complete" | "inspect" | "is_complete"): Answer => {
    return ({ content }) =>
      new Promise((resolve) => {
        const query = (id += 1);
        const late = setTimeout(() => runs() && settle(query, unanswered(about, content)), patience);
        open.set(query, (answer) => (clearTimeout(late), resolve(answer)));
        ask({ type: "query", id: query, about, content });
      });
  };

  const settle = (of: number, content: Content) => {
    open.get(of)?.(content);
    open.delete(of);
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
    settle,
  };
}

/** What is said where the session's thread has no time to answer, since a cell blocks it. */
function unanswered(about: "complete" | "inspect" | "is_complete", { cursor_pos = 0 }: Content): Content {
  if (about === "is_complete") return { status: "unknown" };
  if (about === "inspect") return { status: "ok", found: false, data: {}, metadata: {} };
  return { status: "ok", matches: [], cursor_start: cursor_pos, cursor_end: cursor_pos, metadata: {} };
}
