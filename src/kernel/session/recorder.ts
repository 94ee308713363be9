import { AsyncLocalStorage } from "node:async_hooks";
import type { Output } from "./output.ts";
import { maskedStream } from "./masked-stream.ts";
import { masked } from "./secrets.ts";

/**
 * Takes what a session shows to whoever listens now. A session has one, and one for each cell that runs aside; the
 * async context of a cell, and of all it starts, leads to it, so that a timer's output finds its way and the host's own
 * output stays out.
 */
export class Recorder {
  #listener: (output: Output) => void = () => {};
  readonly #streams = {
    stdout: maskedStream((text) => this.#listener({ type: "stream", name: "stdout", text })),
    stderr: maskedStream((text) => this.#listener({ type: "stream", name: "stderr", text })),
  };
  /** Displays whose contents are still being made; a cell ends after them. */
  readonly pending = new Set<Promise<void>>();
  /** The running cell's signal; asking for it makes the cell one that ends by itself when interrupted. */
  signal: () => AbortSignal = () => new AbortController().signal;

  listen(listener: (output: Output) => void): void {
    this.flush();
    this.#listener = listener;
  }

  emit(output: Output): void {
    if (output.type !== "stream") {
      this.flush();
      this.#listener(masked(output));
      return;
    }
    this.#streams[output.name === "stdout" ? "stderr" : "stdout"].flush();
    this.#streams[output.name].write(output.text);
  }

  /** Hands over what was kept back, as it could have been the start of a secret. */
  flush(): void {
    this.#streams.stdout.flush();
    this.#streams.stderr.flush();
  }

  wait(work: Promise<void>): void {
    const done = work.finally(() => this.pending.delete(done));
    this.pending.add(done);
  }
}

const context = new AsyncLocalStorage<Recorder>();
let owner: Recorder | null = null;

/** Runs code whose output, and that of all it starts, belongs to `recorder`. */
export function recordTo<T>(recorder: Recorder, run: () => T): T {
  return context.run(recorder, run);
}

/** The recorder of the code that runs now: its session's, else that of the session which owns the process. */
export function currentRecorder(): Recorder | null {
  return context.getStore() ?? owner;
}

/** Makes `recorder` the one for whatever belongs to no cell; null undoes it. */
export function ownProcess(recorder: Recorder | null): void {
  owner = recorder;
}
