import { Worker } from "node:worker_threads";
import { openLanguage } from "../language/open-language.ts";
import { typesMode } from "../language/types-mode.ts";
import { createSession } from "../session/create-session.ts";
import { localFiles } from "../session/module-graph.ts";
import type { CellResult, Output } from "../session/output.ts";
import { recorded } from "../session/record.ts";
import type { Ask, Tell } from "./messages.ts";

/** The process that one notebook runs in; `execute.ts` starts it with the notebook's path and talks to it. */
const [file = ""] = process.argv.slice(2);
const cwd = process.cwd();
const guard = new URL(import.meta.url.replace(/child(\.[jt]s)$/, "end-with-parent$1"));
new Worker(guard, { workerData: process.ppid }).unref();
const session = createSession({
  cwd,
  file,
  ownsProcess: true,
  language: openLanguage(cwd),
  types: typesMode(file, "off"),
  waitForTypes: true,
});
const tell = (message: Tell) => process.send?.(message);

const flushAfter = 20;
const flushAt = 1 << 16;
let waiting: Output[] = [];
let size = 0;
let timer: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length > 0) tell({ type: "outputs", outputs: waiting });
  waiting = [];
  size = 0;
}

function emit(output: Output): void {
  const last = waiting.at(-1);
  if (output.type === "stream" && last?.type === "stream" && last.name === output.name) last.text += output.text;
  else waiting.push(output.type === "stream" ? { ...output } : output);
  size += output.type === "stream" ? output.text.length : 0;
  if (size >= flushAt) flush();
  else timer ??= setTimeout(flush, flushAfter);
}

let busy = false;

async function run(code: string, count: number): Promise<void> {
  busy = true;
  process.channel?.unref();
  finish(await session.execute(code, { cell: count, emit }));
}

function finish(result: CellResult): void {
  if (!busy) return;
  busy = false;
  process.channel?.ref();
  flush();
  tell({ type: "result", result });
}

process.on("message", (ask: Ask) => {
  if (ask.type === "run") void run(ask.code, ask.count);
  else if (ask.type === "interrupt") session.interrupt();
  else {
    flush();
    tell({ type: "ended", files: localFiles(), record: recorded() });
    process.disconnect();
    session.dispose();
    setImmediate(() => process.exit());
  }
});
process.on("SIGINT", () => {});
process.on("disconnect", () => {
  session.dispose();
  process.exit();
});
process.on("beforeExit", () => {
  if (!busy) return;
  const evalue = "the cell awaits something that can no longer happen: nothing is left that could wake it";
  finish({ status: "error", ename: "NeverSettles", evalue, traceback: [`NeverSettles: ${evalue}`] });
});
tell({ type: "ready" });
