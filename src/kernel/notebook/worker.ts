import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellResult, Output } from "../session/output.ts";
import { maskedStream } from "../session/masked-stream.ts";
import type { Ask, Tell } from "./messages.ts";

const program = fileURLToPath(new URL(`./child${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url));
/** ms from an interrupt to a kill, from asking a process to end to a kill, and from its end to the last of its output. */
const patience = 1000;
const farewell = 3000;
const drain = 50;

/** A process of its own that runs one notebook's cells. Whatever happens to it becomes the running cell's result. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #emit: (output: Output) => void;
  readonly #gone: Promise<CellResult>;
  readonly #ready: Promise<unknown>;
  #interrupted = false;
  readonly #told = new EventEmitter();

  /** `file` is the notebook's absolute path; `env` is added to this process's. */
  constructor(file: string, env: NodeJS.ProcessEnv, emit: (output: Output) => void) {
    this.#emit = emit;
    this.#child = fork(program, [file], {
      cwd: dirname(file),
      env: { ...process.env, ...env },
      execArgv: ["--disable-warning=ExperimentalWarning"],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const name of ["stdout", "stderr"] as const) {
      const stream = maskedStream((text) => emit({ type: "stream", name, text }));
      this.#child[name]?.setEncoding("utf8").on("data", stream.write).on("close", stream.flush);
    }
    this.#child.on("message", (message: Tell) => {
      if (message.type === "outputs") message.outputs.forEach(this.#emit);
      else this.#told.emit(message.type, message);
    });
    const orphan = () => this.kill();
    process.once("exit", orphan);
    this.#child.once("exit", () => process.off("exit", orphan));
    this.#ready = this.#next("ready");
    this.#gone = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        setTimeout(() => {
          this.#child.stdout?.destroy();
          this.#child.stderr?.destroy();
          resolve(failure("ProcessEnded", ended(code, signal)));
        }, drain);
      });
    });
  }

  /** Runs a cell. After `timeoutMs` it is interrupted, and the process killed where that does not help. */
  async run(code: string, count: number, timeoutMs: number | null): Promise<CellResult> {
    await Promise.race([this.#ready, this.#gone]);
    if (this.#interrupted) return failure("Interrupted", "the cell was interrupted");
    const result = this.#next("result").then((message) => message.result);
    this.#ask({ type: "run", code, count });
    if (timeoutMs === null) return Promise.race([result, this.#gone]);
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), timeoutMs);
    const first = await Promise.race([result, this.#gone, late.promise]);
    clearTimeout(timer);
    if (first !== "late") return first;
    await this.stop();
    return failure("Timeout", `the cell ran longer than ${timeoutMs / 1000} s, the limit given by --timeout`);
  }

  /** Interrupts the running cell; kills the process if the cell has not ended after a second. */
  async stop(): Promise<void> {
    const ended = Promise.race([this.#next("result"), this.#gone]);
    this.#ask({ type: "interrupt" });
    const timer = setTimeout(() => this.kill(), patience);
    await ended;
    clearTimeout(timer);
  }

  /** Whether the process has ended. */
  get gone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Interrupts the running cell, or the next one where none runs yet. */
  interrupt(): void {
    this.#interrupted = true;
    this.#ask({ type: "interrupt" });
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /**
   * Lets the process end; resolves to what it knows of the notebook's doing. Null where it is gone already, or still
   * busy with what a cell left behind after three seconds, and is killed.
   */
  async end(): Promise<Extract<Tell, { type: "ended" }> | null> {
    const last = this.#next("ended");
    this.#ask({ type: "end" });
    if (!this.#child.connected) return null;
    const timer = setTimeout(() => this.kill(), farewell);
    void this.#gone.then(() => clearTimeout(timer));
    return Promise.race([last, this.#gone.then(() => null)]);
  }

  #ask(message: Ask): void {
    if (this.#child.connected) this.#child.send(message);
  }

  async #next<T extends Tell["type"]>(type: T): Promise<Extract<Tell, { type: T }>> {
    const [message] = await once(this.#told, type);
    return message as Extract<Tell, { type: T }>;
  }
}

function failure(ename: string, evalue: string): CellResult {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

function ended(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  return `the notebook's process ended ${how} while the cell ran${signal === "SIGABRT" ? "; it may have run out of memory" : ""}`;
}
