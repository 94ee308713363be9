import type { Bundle } from "../session/output.ts";
import type { Message } from "./message.ts";
import type { Ask, CommMessage, Executed } from "./port.ts";
import type { Voice } from "./voice.ts";

/** What must happen one after another: cells, and comm messages between them. */
export interface Queue {
  add(message: Message): void;
  /** The cell or comm message in hand has ended. Ignored where `id` is not that of the one in hand. */
  ended(id: number, cell?: { result: Executed; source: string }): void;
  /** The cell in hand was interrupted: what waits is given up when it ends, be it without an error. */
  interrupted(): void;
  /** Gives up what waits, answering each request with `aborted`. */
  abort(): void;
  /** The request in hand. */
  current(): Message | null;
}

export interface QueueOptions {
  say: Voice;
  ask: (ask: Ask) => void;
  /** Called before the end of a cell is told, so that its outputs go first. */
  flush: () => void;
  remember: (count: number, source: string, output: string | null) => void;
  /** Whether something runs, on each change. */
  busy: (busy: boolean) => void;
}

/** An error is told this many ms late, so that cells sent together with the failing one have arrived and are aborted. */
const grace = 20;

export function queue({ say, ask, flush, remember, busy }: QueueOptions): Queue {
  const waiting: Message[] = [];
  let current: Message | null = null;
  let id = 0;
  let count = 0;
  let cut = false;

  const state = (message: Message, execution_state: string) =>
    say.publish("status", { execution_state }, message.header);

  const next = () => {
    current = waiting.shift() ?? null;
    cut = false;
    busy(current !== null);
    if (current === null) return;
    id++;
    if (current.header.msg_type === "execute_request") execute(current);
    else {
      ask({ type: "comm", id, parent: current.header, message: comm(current) });
      state(current, "busy");
    }
  };

  // The session starts on a cell while the others are still told of it: whatever comes of it comes later.
  const execute = (message: Message) => {
    const { code, silent, stored, allowStdin, expressions } = request(message);
    if (stored) count++;
    ask({ type: "execute", id, parent: message.header, code, silent, count, allowStdin, expressions });
    state(message, "busy");
    if (!silent) say.publish("execute_input", { code, execution_count: count }, message.header);
  };

  const finish = (message: Message, result: Executed, source: string) => {
    const { silent, stored, stopOnError } = request(message);
    flush();
    if (result.status === "error") {
      const { ename, evalue, traceback } = result;
      if (!silent) say.publish("error", { ename, evalue, traceback }, message.header);
      say.reply("shell", message, { status: "error", execution_count: count, ename, evalue, traceback });
    } else {
      if (result.value !== null && !silent)
        say.publish("execute_result", { execution_count: count, ...result.value }, message.header);
      const user_expressions = result.expressions;
      say.reply("shell", message, { status: "ok", execution_count: count, user_expressions, payload: [] });
    }
    state(message, "idle");
    if (stored) remember(count, source, result.status === "ok" ? plain(result.value) : null);
    if ((result.status === "error" || cut) && stopOnError) abort();
  };

  const abort = () => {
    const dropped = waiting.filter((message) => message.header.msg_type === "execute_request");
    const kept = waiting.filter((message) => !dropped.includes(message));
    waiting.splice(0, waiting.length, ...kept);
    for (const message of dropped) {
      state(message, "busy");
      say.reply("shell", message, { status: "aborted" });
      state(message, "idle");
    }
  };

  return {
    abort,
    interrupted: () => void (cut = current !== null),
    current: () => current,
    add(message) {
      waiting.push(message);
      if (current === null) next();
    },
    ended(of, cell) {
      const ending = current;
      if (ending === null || of !== id) return;
      id++;
      const end = () => {
        if (cell !== undefined) finish(ending, cell.result, cell.source);
        else state(ending, "idle");
        current = null;
        next();
      };
      if (cell?.result.status === "error" || cut) setTimeout(end, grace);
      else end();
    },
  };
}

function request({ content }: Message) {
  const silent = content["silent"] === true;
  return {
    code: String(content["code"] ?? ""),
    silent,
    stored: !silent && content["store_history"] !== false,
    stopOnError: content["stop_on_error"] !== false,
    allowStdin: content["allow_stdin"] === true,
    expressions: (content["user_expressions"] ?? {}) as Record<string, string>,
  };
}

function plain(value: Bundle | null): string | null {
  const text = value?.data["text/plain"];
  return typeof text === "string" ? text : null;
}

function comm({ header, content, metadata, buffers }: Message): CommMessage {
  return { type: header.msg_type as CommMessage["type"], content, metadata, buffers };
}
