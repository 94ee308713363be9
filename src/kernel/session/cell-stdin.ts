import { Readable } from "node:stream";
import { currentRecorder } from "./recorder.ts";
import type { Asker } from "./session.ts";

/**
 * Events that make a stream be read; otherwise, as in asking whether it is a terminal, it may be
 * touched freely.
 */
const reading = new Set(["data", "readable", "keypress"]);

/** What Jupyter's clients send for Ctrl-D at a question. */
const endOfInput = "\x04";

/** Throws where the running cell has nobody to ask. */
export function ensureSomebody(asker: Asker): void {
  const refusal = asker.refusal();
  if (refusal !== null) throw new Error(`process.stdin was read, but ${refusal}`);
}

/**
 * What cells have for `process.stdin`: it asks for a line whenever one is wanted, as `prompt()`
 * does. Where there is nobody to ask, whatever starts to read throws, at the line that does. One
 * that is `held` asks from `start()` on.
 */
export class CellStdin extends Readable {
  readonly isTTY = false;
  readonly fd = 0;
  readonly #asker: Asker;
  readonly #cell = currentRecorder();
  #held: boolean;
  #wanted = false;

  constructor(asker: Asker, { held = false } = {}) {
    // Asks for no line ahead of whoever reads.
    super({ highWaterMark: 0 });
    this.#asker = asker;
    this.#held = held;
  }

  start(): void {
    this.#held = false;
    if (this.#wanted) this._read();
    this.#wanted = false;
  }

  override _read(): void {
    if (this.#held || !this.#isHeard()) {
      this.#wanted = true;
      return;
    }
    if (this.#cell?.over === true) {
      this.push(null);
      return;
    }
    this.#asker.ask("", { password: false }).then(
      (line) => this.push(line === endOfInput ? null : `${line}\n`),
      () => this.push(null),
    );
  }

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    if (reading.has(String(event))) ensureSomebody(this.#asker);
    super.on(event, listener as (...args: unknown[]) => void);
    if (this.#wanted && !this.#held && this.#isHeard()) this.start();
    return this;
  }

  /** Whether anybody listens: a line that nobody hears is not asked for. */
  #isHeard(): boolean {
    return ["data", "readable", "end"].some((event) => this.listenerCount(event) > 0);
  }
}
