import { flushCompileCache } from "node:module";
import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { now } from "../session/clock.ts";
import { answers, type Answer } from "./answers.ts";
import { commList } from "./comm-list.ts";
import { framing } from "./frame.ts";
import { interrupt } from "./interrupt.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { log } from "./log.ts";
import type { Content, Message } from "./message.ts";
import { watchParent } from "../processes/watch-parent.ts";
import { outbox } from "./outbox.ts";
import { kernelEnds, type Ask, type Tell, type WireOptions } from "./port.ts";
import { unpackText, type Packed } from "./pack-text.ts";
import { question } from "./question.ts";
import { queue } from "./queue.ts";
import { recorder } from "./recorder.ts";
import { requests } from "./requests.ts";
import { watchSigint } from "./sigint.ts";
import type { Frames, Sockets } from "./sockets.ts";
import { stuckCells } from "./stuck.ts";
import { voice, type Voice } from "./voice.ts";

/** Messages of the session's thread taken in at once; sockets get their turn behind them. */
const atOnce = 100;

/**
 * Serves a kernel's bound sockets, and hands what needs the session to its thread through `port`.
 */
export function serve(sockets: Sockets, options: WireOptions): void {
  const { connection, description, shared, parentPid, port } = options;
  const { pack, unpack } = framing(connection.key, connection.signature_scheme);
  const say = voice(sockets, pack);
  const outputs = outbox(say.publish);
  const history = recorder(options.historyFile);
  const comms = commList();
  const ask = (message: Ask) => port.postMessage(message);
  const quick = answers(description, history, comms.open, ask, () => cells.current() !== null);
  const input = question(say, ask);

  const interruptSession = async (): Promise<Content> => {
    input.giveUp();
    cells.interrupted();
    const over = stuck.interrupted();
    if (over) setImmediate(() => void exit());
    if (over || (await interrupt(port, shared))) return { status: "ok" };
    throw new Error("the kernel does not come back to its event loop: restart it");
  };
  const sigint = watchSigint(() => void interruptSession().catch((error) => log(String(error))));
  const busy = (running: boolean) => sigint?.listen(running);
  const cells = queue({ say, ask, flush: outputs.flush, remember: history.add, busy });
  const stuck = stuckCells(cells.current, outputs.flush, say);
  const exit = exitOf(sockets, ask, history.flush);

  const shutdown: Answer = ({ content, asParent }) => {
    Atomics.store(shared, kernelEnds, 1);
    cells.abort();
    const done = { status: "ok", restart: content["restart"] === true };
    say.publish("shutdown_reply", done, asParent);
    setImmediate(() => void exit());
    return done;
  };

  const table = { ...quick.to, interrupt_request: interruptSession, shutdown_request: shutdown };
  const request = requests(table, comms, cells, say);
  hearSession(port, (tell) => {
    if (tell.type === "output") outputs.put(tell.output, tell.parent);
    else if (tell.type === "executed") cells.executed(tell);
    else if (tell.type === "checked") cells.checked(tell);
    else if (tell.type === "answer") quick.settle(tell.id, tell.content);
    else if (tell.type === "handled") cells.handled(tell.id);
    else if (tell.type === "comm") {
      comms.note(tell.message);
      outputs.flush();
      say.publish(tell.message.type, tell.message.content, tell.parent, tell.message);
    } else {
      const asker = cells.current();
      if (asker === null) return;
      outputs.flush();
      input.put(tell, asker);
    }
  });
  listen(sockets, unpack, say, (channel, message) =>
    channel === "stdin" ? input.hear(message) : void request(channel, message),
  );
  if (sigint === null) ask({ type: "unwatched" });
  if (parentPid !== null) watchParent(parentPid, () => void exit());
  keepCompiled();
}

/** What else is there when a message comes is taken without the event that each would be. */
function hearSession(port: MessagePort, take: (tell: Tell) => void): void {
  const unpacked = unpackText();
  port.on("message", (packed: Packed) => {
    take(unpacked(packed));
    for (let count = 1; count < atOnce; count++) {
      const next = receiveMessageOnPort(port) as { message: Packed } | undefined;
      if (next === undefined) return;
      take(unpacked(next.message));
    }
  });
}

type Heard = (channel: "shell" | "control" | "stdin", message: Message) => void;

/** Hands over each message that comes and can be read, and greets those who subscribe to iopub. */
function listen(sockets: Sockets, unpack: (frames: Frames) => Message, say: Pick<Voice, "welcome">, hear: Heard): void {
  void sockets.receive((channel, frames) => {
    if (channel === "iopub") {
      if (frames[0]?.[0] === 1) say.welcome(frames[0].subarray(1));
      return;
    }
    const received = now();
    let message: Message;
    try {
      message = { ...unpack(frames), received };
    } catch (error) {
      log(`dropped what came on ${channel}: ${error instanceof Error ? error.message : error}`);
      return;
    }
    hear(channel, message);
  });
}

/** Ends the process: what is said already is sent, and the session's thread gets half a second. */
function exitOf(sockets: Sockets, ask: (ask: Ask) => void, flush: () => Promise<void>): () => Promise<void> {
  return async () => {
    await flush().catch((error) => log(`the history is not whole: ${error}`));
    sockets.close();
    flushCompileCache();
    ask({ type: "shutdown" });
    killAfter(30);
  };
}

/**
 * Ends the process where it does not end itself in so many tenths of a second. They are counted one
 * by one: while it is stopped, or a machine asleep, it can do nothing of what it is waited for.
 */
function killAfter(tenths: number): void {
  if (tenths === 0) process.kill(process.pid, "SIGKILL");
  else setTimeout(() => killAfter(tenths - 1), 100);
}
