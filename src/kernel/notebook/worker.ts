import type { CellResult, Output } from "../session/output.ts";
import { failure } from "./failure.ts";
import type { Tell } from "./messages.ts";
import { NotebookProcess } from "./notebook-process.ts";

/** ms from an interrupt to a kill, and from asking a process to end to a kill. */
const patience = 1000;
const farewell = 3000;

/**
 * Runs one notebook's cells in a process. Whatever happens to that becomes the running cell's
 * result.
 */
export class Worker {
  readonly #process: NotebookProcess;
  readonly #ready: Promise<unknown>;
  #interrupted = false;
  #count = 0;

  /**
   * `file` is the notebook's absolute path; `env` is added to this process's. Outputs come with
   * their cell's count.
   */
  constructor(file: string, env: NodeJS.ProcessEnv, emit: (count: number, output: Output) => void) {
    this.#process = new NotebookProcess(file, env, (count, output) => emit(count ?? this.#count, output));
    this.#ready = this.#process.next("ready");
  }

  /**
   * Runs a cell. After `timeoutMs` it is interrupted, and the process killed where that does not
   * help.
   */
  async run(code: string, count: number, timeoutMs: number | null): Promise<CellResult> {
    const { gone } = this.#process;
    await Promise.race([this.#ready, gone]);
    if (this.#interrupted) return failure("Interrupted", "the cell was interrupted");
    this.#count = count;
    const result = this.#process.next("result").then((message) => message.result);
    this.#process.ask({ type: "run", code, count });
    if (timeoutMs === null) return Promise.race([result, gone]);
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), timeoutMs);
    const first = await Promise.race([result, gone, late.promise]);
    clearTimeout(timer);
    if (first !== "late") return first;
    await this.stop();
    return failure("Timeout", `the cell ran longer than ${timeoutMs / 1000} s, the limit given by --timeout`);
  }

  /** Interrupts the running cell; kills the process if the cell has not ended after a second. */
  async stop(): Promise<void> {
    const ended = Promise.race([this.#process.next("result"), this.#process.gone]);
    this.#process.ask({ type: "interrupt" });
    const timer = setTimeout(() => this.kill(), patience);
    await ended;
    clearTimeout(timer);
  }

  /** Whether the process has ended. */
  get gone(): boolean {
    return this.#process.hasEnded;
  }

  /** Interrupts the running cell, or the next one where none runs yet. */
  interrupt(): void {
    this.#interrupted = true;
    this.#process.ask({ type: "interrupt" });
  }

  kill(): void {
    this.#process.kill();
  }

  /**
   * Lets the process end; resolves to what it knows of the notebook's doing. Null where it is gone
   * already, or still busy with what a cell left behind after three seconds, and is killed.
   */
  async end(): Promise<Extract<Tell, { type: "ended" }> | null> {
    const last = this.#process.next("ended");
    this.#process.ask({ type: "end" });
    if (!this.#process.listens) return null;
    const timer = setTimeout(() => this.kill(), farewell);
    const { gone } = this.#process;
    void gone.then(() => clearTimeout(timer));
    return Promise.race([last, gone.then(() => null)]);
  }
}
