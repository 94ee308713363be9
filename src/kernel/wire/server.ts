import { flushCompileCache } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { answers, type Answer } from "./answers.ts";
import { framing } from "./frame.ts";
import { recorder } from "./recorder.ts";
import { interrupt } from "./interrupt.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { log } from "./log.ts";
import type { Content, Message } from "./message.ts";
import { watchParent } from "./orphan.ts";
import { outbox } from "./outbox.ts";
import type { Ask, CommMessage, Tell, WireOptions } from "./port.ts";
import { queue } from "./queue.ts";
import { watchSigint } from "./sigint.ts";
import type { Frames, Sockets } from "./sockets.ts";
import { voice } from "./voice.ts";

/** Serves a kernel's bound sockets, and hands what needs the session to its thread through `port`. */
export function serve(port: MessagePort, sockets: Sockets, options: WireOptions): void {
  const { connection, description, shared, parentPid } = options;
  const { pack, unpack } = framing(connection.key, connection.signature_scheme);
  const say = voice(sockets, pack);
  const outputs = outbox(say.publish);
  const history = recorder(options.historyFile);
  const comms = new Map<string, string>();
  const ask = (message: Ask) => port.postMessage(message);
  const quick = answers(description, history, comms, ask);
  let inputWanted: { id: number; from: Uint8Array[] } | null = null;

  const interruptSession = async (): Promise<Content> => {
    inputWanted = null;
    cells.interrupted();
    if (await interrupt(port, shared)) return { status: "ok" };
    throw new Error("the kernel does not come back to its event loop: restart it");
  };
  const sigint = watchSigint(() => void interruptSession().catch((error) => log(String(error))));
  const cells = queue({
    say,
    ask,
    flush: outputs.flush,
    remember: history.add,
    busy: (busy) => sigint?.listen(busy),
  });

  const exit = async () => {
    await sockets.close();
    flushCompileCache();
    ask({ type: "shutdown" });
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 500);
  };

  const shutdown: Answer = ({ content, header }) => {
    cells.abort();
    const done = { status: "ok", restart: content["restart"] === true };
    say.publish("shutdown_reply", done, header);
    setImmediate(() => void exit());
    return done;
  };

  const table: Record<string, Answer> = {
    ...quick.to,
    interrupt_request: interruptSession,
    shutdown_request: shutdown,
  };

  const keepComms = ({ type, content }: CommMessage) => {
    const id = String(content["comm_id"]);
    if (type === "comm_open") comms.set(id, String(content["target_name"]));
    if (type === "comm_close") comms.delete(id);
  };

  const handle = async (channel: "shell" | "control", message: Message) => {
    const { msg_type } = message.header;
    const answer = Object.hasOwn(table, msg_type) ? table[msg_type] : undefined;
    if (answer === undefined) {
      if (msg_type.startsWith("comm_")) keepComms({ ...message, type: msg_type as CommMessage["type"] });
      if (msg_type === "execute_request" || msg_type.startsWith("comm_")) cells.add(message);
      else log(`${msg_type} is not answered here`);
      return;
    }
    say.publish("status", { execution_state: "busy" }, message.header);
    const failed = ({ name, message }: Error) => ({ status: "error", ename: name, evalue: message, traceback: [] });
    say.reply(channel, message, await (async () => answer(message))().catch(failed));
    say.publish("status", { execution_state: "idle" }, message.header);
    // Front ends show the latest status whatever it belongs to, so an answer meanwhile must not end on idle.
    const running = cells.current();
    if (running !== null) say.publish("status", { execution_state: "busy" }, running.header);
  };

  const hear = (channel: "shell" | "control" | "stdin", frames: Frames) => {
    let message: Message;
    try {
      message = unpack(frames);
    } catch (error) {
      log(`dropped what came on ${channel}: ${error instanceof Error ? error.message : error}`);
      return;
    }
    if (channel !== "stdin") void handle(channel, message);
    else if (message.header.msg_type === "input_reply" && inputWanted !== null) {
      const { id, from } = inputWanted;
      if (!Buffer.concat(from).equals(Buffer.concat(message.identities))) return log("an answer of one not asked");
      ask({ type: "input", id, value: String(message.content["value"] ?? "") });
      inputWanted = null;
    }
  };

  const told = (tell: Tell) => {
    if (tell.type === "output") outputs.put(tell.output, tell.parent);
    else if (tell.type === "executed") cells.ended(tell.id, tell);
    else if (tell.type === "answer") quick.settle(tell.id, tell.content);
    else if (tell.type === "comm") {
      keepComms(tell.message);
      outputs.flush();
      say.publish(tell.message.type, tell.message.content, tell.parent, tell.message);
    } else if (tell.type === "handled") cells.ended(tell.id);
    else if (tell.type === "input") {
      const asker = cells.current();
      if (asker === null) return;
      inputWanted = { id: tell.id, from: asker.identities };
      outputs.flush();
      say.askFor(asker, tell.prompt, tell.password);
    }
  };

  port.on("message", told);
  void sockets.receive((channel, frames) => {
    if (channel !== "iopub") hear(channel, frames);
    else if (frames[0]?.[0] === 1) say.welcome(frames[0].subarray(1));
  });
  if (sigint === null) ask({ type: "unwatched" });
  if (parentPid !== null) watchParent(parentPid, () => void exit());
  keepCompiled();
}
