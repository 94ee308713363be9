import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compileCacheFolder } from "../../lib/compile-cache.ts";
import { outlet } from "../session/door.ts";
import type { CellResult, Output } from "../session/output.ts";
import { failure } from "./failure.ts";
import type { Ask, Tell } from "./messages.ts";

const program = fileURLToPath(new URL(`./child${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url));
/** ms from the end of a process to the last of its output. */
const drain = 50;

/** Has the process use what this one keeps compiled, if it does: half of its start. */
const kept = () => (getCompileCacheDir() === undefined ? {} : { NODE_COMPILE_CACHE: compileCacheFolder() });

/** A process of its own in which a notebook's cells run, and what it tells. */
export class NotebookProcess {
  readonly #child: ChildProcess;
  readonly #events = new EventEmitter();
  /** Resolves when the process has ended, to what that means for the cell that runs. */
  readonly gone: Promise<CellResult>;

  /**
   * `file` is the notebook's absolute path; `env` is added to this process's. `emit` takes what
   * cells show, by their counts; what the process itself writes has none.
   */
  constructor(file: string, env: NodeJS.ProcessEnv, emit: (count: number | null, output: Output) => void) {
    this.#child = fork(program, [file], {
      cwd: dirname(file),
      env: { ...process.env, ...kept(), ...env },
      execArgv: ["--disable-warning=ExperimentalWarning"],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const name of ["stdout", "stderr"] as const) {
      const raw = outlet((output) => emit(null, output));
      const write = (text: string) => raw.emit({ type: "stream", name, text });
      this.#child[name]?.setEncoding("utf8").on("data", write).on("close", raw.flush);
    }
    this.#child.on("message", (message: Tell) => {
      if (message.type === "outputs") for (const output of message.outputs) emit(message.count, output);
      else this.#events.emit(message.type, message);
    });
    const orphan = () => this.kill();
    process.once("exit", orphan);
    this.#child.once("exit", () => process.off("exit", orphan));
    this.gone = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        setTimeout(() => {
          this.#child.stdout?.destroy();
          this.#child.stderr?.destroy();
          resolve(failure("ProcessEnded", ended(code, signal)));
        }, drain);
      });
    });
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get listens(): boolean {
    return this.#child.connected;
  }

  ask(message: Ask): void {
    if (this.#child.connected) this.#child.send(message);
  }

  /** The next that it tells of a type. */
  async next<T extends Tell["type"]>(type: T): Promise<Extract<Tell, { type: T }>> {
    const [message] = await once(this.#events, type);
    return message as Extract<Tell, { type: T }>;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

function ended(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  return `the notebook's process ended ${how} while the cell ran${signal === "SIGABRT" ? "; it may have run out of memory" : ""}`;
}
