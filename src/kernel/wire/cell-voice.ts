import type { Bundle } from "../session/output.ts";
import type { Content, Message, Parent } from "./message.ts";
import type { Executed } from "./port.ts";
import type { Voice } from "./voice.ts";

/** What an `execute_request` asks for. */
export interface CellRequest {
  code: string;
  silent: boolean;
  /** Whether it gets a number and goes into the history. */
  stored: boolean;
  stopOnError: boolean;
  allowStdin: boolean;
  expressions: Record<string, string>;
  /** Whether the reply's metadata say when what was done: asked for as `parallax.timed`. */
  timed: boolean;
}

export function cellRequest({ content, metadata }: Message): CellRequest {
  const silent = content["silent"] === true;
  return {
    code: String(content["code"] ?? ""),
    silent,
    stored: !silent && content["store_history"] !== false,
    stopOnError: content["stop_on_error"] !== false,
    allowStdin: content["allow_stdin"] === true,
    expressions: (content["user_expressions"] ?? {}) as Record<string, string>,
    timed: (metadata["parallax"] as { timed?: unknown } | undefined)?.timed === true,
  };
}

/** Says what becomes of cells, on iopub and in replies. */
export interface CellVoice {
  state(message: Message, state: "busy" | "idle"): void;
  begun(message: Message, request: CellRequest, count: number): void;
  /** Publishes how a cell ended, and gives back what sends the reply. */
  ended(message: Message, request: CellRequest, count: number, result: Executed): () => void;
  aborted(message: Message): void;
  complaints(shown: Bundle, under: Parent): void;
}

export function cellVoice(say: Voice): CellVoice {
  const state: CellVoice["state"] = (message, execution_state) =>
    say.publish("status", { execution_state }, message.asParent);
  return {
    state,
    begun(message, { code, silent }, count) {
      state(message, "busy");
      if (!silent) say.publish("execute_input", { code, execution_count: count }, message.asParent);
    },
    ended(message, { silent }, count, result) {
      const publish = (type: string, content: Content) => silent || say.publish(type, content, message.asParent);
      const metadata = result.moments && { parallax: { received: message.received, ...result.moments } };
      const reply = (content: Content) => () => say.reply("shell", message, content, metadata);
      if (result.status === "error") {
        const { ename, evalue, traceback } = result;
        publish("error", { ename, evalue, traceback });
        return reply({ status: "error", execution_count: count, ename, evalue, traceback });
      }
      if (result.value !== null) publish("execute_result", { execution_count: count, ...result.value });
      const user_expressions = result.expressions;
      return reply({ status: "ok", execution_count: count, user_expressions, payload: [] });
    },
    aborted(message) {
      state(message, "busy");
      say.reply("shell", message, { status: "aborted" });
      state(message, "idle");
    },
    complaints(shown, under) {
      say.publish("display_data", { ...shown, transient: {} }, under);
    },
  };
}

/** What history keeps of how a cell ended. */
export function plainResult(result: Executed): string | null {
  const value: Bundle | null = result.status === "ok" ? result.value : null;
  const text = value?.data["text/plain"];
  return typeof text === "string" ? text : null;
}
