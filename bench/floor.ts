/**
 * The least that a Jupyter kernel in Node can be: a zeromq router that answers `kernel_info` and
 * replies to cells without running them. What it takes is the client's own share and Node's. With
 * `runs` behind the connection file it has the engine run each cell, as a script and nothing more,
 * and says all that the protocol asks for: what is left then is what this kernel adds.
 */
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire, flushCompileCache } from "node:module";
import { inspect } from "node:util";
import { Script } from "node:vm";
import type * as Zeromq from "zeromq";

const zeromq = createRequire(import.meta.url)("zeromq") as typeof Zeromq;
const connection = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Record<string, string>;
const at = (port: string) => `tcp://${connection["ip"]}:${connection[port]}`;
const [shell, control, iopub] = [new zeromq.Router(), new zeromq.Router(), new zeromq.Publisher()];
await Promise.all([shell.bind(at("shell_port")), control.bind(at("control_port")), iopub.bind(at("iopub_port"))]);

const delimiter = "<IDS|MSG>";
const pack = (ids: Uint8Array[], type: string, parent: object, content: object): (Uint8Array | string)[] => {
  const header = { msg_id: randomUUID(), session: "floor", username: "", date: "", msg_type: type, version: "5.3" };
  const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
  const hmac = createHmac("sha256", connection["key"]!);
  for (const part of parts) hmac.update(part);
  return [...ids, delimiter, hmac.digest("hex"), ...parts];
};

const info = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "floor",
  implementation_version: "0",
  banner: "",
  language_info: { name: "typescript", version: "0", mimetype: "", file_extension: ".ts" },
};
let count = 0;
const runs = process.argv[3] === "runs";

/** What comes of a cell, as its reply and its output tell it. */
function outcome(code: string): { reply: object; output: [type: string, content: object] | null } {
  const execution_count = (count += 1);
  const ok = { status: "ok", execution_count, user_expressions: {}, payload: [] };
  if (!runs) return { reply: ok, output: null };
  try {
    const value: unknown = new Script(code, { filename: `cell:${count}` }).runInThisContext();
    const shown = { execution_count, data: { "text/plain": inspect(value) }, metadata: {} };
    return { reply: ok, output: value === undefined ? null : ["execute_result", shown] };
  } catch (error) {
    const { name: ename, message: evalue, stack = "" } = error as Error;
    const thrown = { ename, evalue, traceback: stack.split("\n") };
    return { reply: { status: "error", execution_count, ...thrown }, output: ["error", thrown] };
  }
}

async function answer(socket: Zeromq.Router): Promise<void> {
  for await (const frames of socket) {
    const from = frames.findIndex((frame) => frame.toString() === delimiter);
    const parent = JSON.parse(frames[from + 2]!.toString()) as { msg_type: string };
    const reply = (content: object) =>
      socket.send(pack(frames.slice(0, from), parent.msg_type.replace("request", "reply"), parent, content));
    const publish = (type: string, content: object) => iopub.send(pack([Buffer.from(type)], type, parent, content));
    if (parent.msg_type === "kernel_info_request") await reply(info);
    else if (parent.msg_type === "execute_request") {
      const { code } = JSON.parse(frames[from + 5]!.toString()) as { code: string };
      await publish("status", { execution_state: "busy" });
      if (runs) await publish("execute_input", { code, execution_count: count + 1 });
      const { reply: told, output } = outcome(code);
      if (output !== null) await publish(...output);
      await reply(told);
      await publish("status", { execution_state: "idle" });
    } else if (parent.msg_type === "shutdown_request") {
      await reply({ status: "ok", restart: false });
      setTimeout(() => process.exit(), 50);
    }
  }
}

void answer(shell);
void answer(control);
// As kernels are ended before they could: what takes types out of this file is then not in memory.
setTimeout(flushCompileCache, 500);
