import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import type { Framing } from "./frame.ts";
import { log } from "./log.ts";
import { protocolVersion, type Content, type Message, type Outgoing, type Parent } from "./message.ts";
import type { Sockets } from "./sockets.ts";

interface Extras {
  metadata?: Content;
  buffers?: Uint8Array[];
}

/** Makes, signs and sends what a kernel says. */
export interface Voice {
  publish(type: string, content: Content, parent: Parent | null, extras?: Extras): void;
  /** Answers a request on the channel it came from. */
  reply(channel: "shell" | "control", request: Message, content: Content, metadata?: Content): void;
  /** Asks the client that sent `request` for a line of input. */
  askFor(request: Message, prompt: string, password: boolean): void;
  /** Greets a new subscriber of iopub. */
  welcome(subscription: Uint8Array): void;
}

export function voice(sockets: Sockets, pack: Framing["pack"]): Voice {
  const session = randomUUID();
  const header = headers(session);
  const topic = topics(session);
  const message = (type: string, content: Content, parent: Parent | null, identities: Uint8Array[]): Outgoing => ({
    identities,
    header: header(type),
    parent,
    metadata: {},
    content,
    buffers: [],
  });

  const publish: Voice["publish"] = (type, content, parent, extras) => {
    try {
      sockets.send("iopub", pack({ ...message(type, content, parent, topic(type)), ...extras }));
    } catch (error) {
      log(`a ${type} message could not be sent: ${error}`);
      const text = `This output could not be sent to the notebook (${error}); write it to a file instead.\n`;
      sockets.send("iopub", pack(message("stream", { name: "stderr", text }, parent, topic("stream"))));
    }
  };

  return {
    publish,
    reply(channel, request, content, metadata = {}) {
      const type = request.header.msg_type.replace(/_request$/, "_reply");
      const frames = (content: Content) =>
        pack({ ...message(type, content, request.asParent, request.identities), metadata });
      try {
        sockets.send(channel, frames(content));
      } catch (error) {
        sockets.send(channel, frames({ status: "error", ename: "Unsendable", evalue: String(error), traceback: [] }));
      }
    },
    askFor({ asParent, identities }, prompt, password) {
      sockets.send("stdin", pack(message("input_request", { prompt, password }, asParent, identities)));
    },
    welcome(subscription) {
      const content = { subscription: Buffer.from(subscription).toString() };
      const topic = subscription.length === 0 ? [] : [subscription];
      sockets.send("iopub", pack(message("iopub_welcome", content, null, topic)));
    },
  };
}

/** Writes headers, of which most is the same in all. */
function headers(session: string): (type: string) => string {
  const shared = JSON.stringify({ session, username: userName(), version: protocolVersion }).slice(0, -1);
  const date = clock();
  let count = 0;
  return (type) => `${shared},"msg_id":"${session}_${++count}","msg_type":${JSON.stringify(type)},"date":"${date()}"}`;
}

function topics(session: string): (type: string) => Uint8Array[] {
  const known = new Map<string, Uint8Array[]>();
  return (type) => {
    let topic = known.get(type);
    if (topic === undefined) known.set(type, (topic = [Buffer.from(`kernel.${session}.${type}`)]));
    return topic;
  };
}

/** A clock that tells the time as ISO 8601, of which it writes the seconds once in each. */
function clock(): () => string {
  let [second, text] = [Number.NaN, ""];
  return () => {
    const ms = Date.now();
    const now = Math.floor(ms / 1000);
    if (now !== second) [second, text] = [now, new Date(now * 1000).toISOString().slice(0, -"000Z".length)];
    return `${text}${String(ms % 1000).padStart(3, "0")}Z`;
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
