import { Worker } from "node:worker_threads";
import { setImmediate } from "node:timers";
import { openLanguage } from "../language/open-language.ts";
import { typesMode } from "../session/types-mode.ts";
import { offerComms } from "../session/comms.ts";
import { createSession } from "../session/create-session.ts";
import { leaving, outlet } from "../session/door.ts";
import { endChildrenWithUs, ownThread } from "../processes/end-children.ts";
import { keepListening } from "../session/keep-listening.ts";
import { localFiles } from "../session/module-graph.ts";
import type { CellResult } from "../session/output.ts";
import { asBefore, mayHaveChanged } from "../session/realm.ts";
import { recorded } from "../session/record.ts";
import type { Ask, Tell } from "./messages.ts";
import { outputBatch } from "./output-batch.ts";

/**
 * The process that one notebook runs in; `execute.ts` starts it with the notebook's path and talks
 * to it.
 */
const [file = ""] = process.argv.slice(2);
const cwd = process.cwd();
const guard = new URL(import.meta.url.replace(/child(\.[jt]s)$/, "end-with-parent$1"));
endChildrenWithUs();
new Worker(guard, { name: ownThread, workerData: process.ppid }).unref();
// It was for this process's own modules, and is none of the cells'.
delete process.env["NODE_COMPILE_CACHE"];
const session = createSession({
  cwd,
  file,
  ownsProcess: true,
  language: openLanguage(cwd),
  types: typesMode(file, "off"),
});
offerComms();
// Cells may take away what they find on `process`.
const send = process.send?.bind(process);
const { channel } = process;
const tell = (message: Tell) => send?.(message);

const batch = outputBatch((count, outputs) => tell({ type: "outputs", count, outputs }));
let busy = false;

async function run(code: string, cell: number): Promise<void> {
  busy = true;
  channel?.unref();
  const { emit, flush } = outlet((output) => batch.add(cell, output));
  const result = await session.execute(code, { cell, emit });
  const parses = result.status === "ok" || result.ename !== "SyntaxError";
  const complaints = parses ? await session.complaints(code, { cell }) : null;
  asBefore(() => {
    if (complaints !== null) emit({ type: "display", displayId: null, ...complaints });
    flush();
    finish(result);
  });
}

function finish(result: CellResult): void {
  if (!busy) return;
  busy = false;
  channel?.ref();
  batch.flush();
  tell({ type: "result", result: leaving(result, { ended: true }) });
}

keepListening("message", (ask: Ask) => {
  mayHaveChanged();
  asBefore(() => hear(ask));
});

function hear(ask: Ask): void {
  if (ask.type === "run") void run(ask.code, ask.count);
  else if (ask.type === "interrupt") session.interrupt();
  else {
    batch.flush();
    tell({ type: "ended", files: localFiles(), record: recorded() });
    process.disconnect();
    session.dispose();
    setImmediate(() => process.exit());
  }
}
keepListening("SIGINT", () => {});
keepListening("disconnect", () => {
  session.dispose();
  process.exit();
});
keepListening("beforeExit", () => {
  if (!busy) return;
  const evalue = "the cell awaits something that can no longer happen: nothing is left that could wake it";
  finish({ status: "error", ename: "NeverSettles", evalue, traceback: [`NeverSettles: ${evalue}`] });
});
tell({ type: "ready" });
