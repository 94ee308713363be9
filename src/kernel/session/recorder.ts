import { AsyncLocalStorage } from "node:async_hooks";
import type { Output } from "./output.ts";

/**
 * Takes what one cell shows. The async context of the cell, and of all it starts, leads to it, so
 * that the output of a timer or task finds its own cell, however many have run since, and the
 * host's own output stays out.
 */
export class Recorder {
  readonly emit: (output: Output) => void;
  /** Displays whose contents are still being made; a cell ends after them. */
  readonly pending = new Set<Promise<void>>();
  /** The cell's signal; asking for it makes the cell one that ends by itself when interrupted. */
  readonly signal: () => AbortSignal;
  /** The cell's code has run to its end: what reads ahead for it is not to ask anybody any more. */
  over = false;

  constructor(emit: (output: Output) => void, signal: () => AbortSignal) {
    this.emit = emit;
    this.signal = signal;
  }

  wait(work: Promise<void>): void {
    const done = work.finally(() => this.pending.delete(done));
    this.pending.add(done);
  }
}

const context = new AsyncLocalStorage<Recorder>();
let owner: (() => Recorder | null) | null = null;

/** Runs code whose output, and that of all it starts, belongs to `recorder`. */
export function recordTo<T>(recorder: Recorder, run: () => T): T {
  return context.run(recorder, run);
}

/**
 * The recorder of the code that runs now: its cell's, else the latest of the session which owns the
 * process.
 */
export function currentRecorder(): Recorder | null {
  return context.getStore() ?? owner?.() ?? null;
}

/** Says whose is whatever belongs to no cell; null undoes it. */
export function ownProcess(latest: (() => Recorder | null) | null): void {
  owner = latest;
}
