import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import type { Framing } from "./frame.ts";
import { log } from "./log.ts";
import { protocolVersion, type Content, type Header, type Message } from "./message.ts";
import type { Sockets } from "./sockets.ts";

interface Extras {
  metadata?: Content;
  buffers?: Uint8Array[];
}

/** Makes, signs and sends what a kernel says. */
export interface Voice {
  publish(type: string, content: Content, parent: Header | null, extras?: Extras): void;
  /** Answers a request on the channel it came from. */
  reply(channel: "shell" | "control", request: Message, content: Content, metadata?: Content): void;
  /** Asks the client that sent `request` for a line of input. */
  askFor(request: Message, prompt: string, password: boolean): void;
  /** Greets a new subscriber of iopub. */
  welcome(subscription: Uint8Array): void;
}

export function voice(sockets: Sockets, pack: Framing["pack"]): Voice {
  const session = randomUUID();
  const username = userName();
  const date = clock();
  let count = 0;
  const message = (type: string, content: Content, parent: Header | null, identities: Uint8Array[]): Message => ({
    identities,
    header: {
      msg_id: `${session}_${++count}`,
      session,
      username,
      date: date(),
      msg_type: type,
      version: protocolVersion,
    },
    parent,
    metadata: {},
    content,
    buffers: [],
  });

  const publish: Voice["publish"] = (type, content, parent, extras) => {
    const topic = [Buffer.from(`kernel.${session}.${type}`)];
    try {
      sockets.send("iopub", pack({ ...message(type, content, parent, topic), ...extras }));
    } catch (error) {
      log(`a ${type} message could not be sent: ${error}`);
      const text = `This output could not be sent to the notebook (${error}); write it to a file instead.\n`;
      sockets.send("iopub", pack(message("stream", { name: "stderr", text }, parent, topic)));
    }
  };

  return {
    publish,
    reply(channel, request, content, metadata = {}) {
      const type = request.header.msg_type.replace(/_request$/, "_reply");
      const frames = (content: Content) =>
        pack({ ...message(type, content, request.header, request.identities), metadata });
      try {
        sockets.send(channel, frames(content));
      } catch (error) {
        sockets.send(channel, frames({ status: "error", ename: "Unsendable", evalue: String(error), traceback: [] }));
      }
    },
    askFor(request, prompt, password) {
      sockets.send("stdin", pack(message("input_request", { prompt, password }, request.header, request.identities)));
    },
    welcome(subscription) {
      const content = { subscription: Buffer.from(subscription).toString() };
      const topic = subscription.length === 0 ? [] : [subscription];
      sockets.send("iopub", pack(message("iopub_welcome", content, null, topic)));
    },
  };
}

/** A clock that tells the time as ISO 8601, and makes no new text within a millisecond. */
function clock(): () => string {
  let [at, text] = [0, ""];
  return () => {
    const now = Date.now();
    if (now !== at) [at, text] = [now, new Date(now).toISOString()];
    return text;
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
