import { whenCalled } from "./realm.ts";

/** Whether and why a cell was interrupted. Its signal is made when it is first asked for. */
export class Interruption {
  reason: DOMException | null = null;
  #controller: AbortController | null = null;
  readonly #listens: () => void;

  /** `listens` is called when the signal is first asked for. */
  constructor(listens: () => void = () => {}) {
    this.#listens = listens;
  }

  /** Whether somebody has the signal. */
  get heard(): boolean {
    return this.#controller !== null;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = whenCalled(() => new AbortController());
      if (this.reason !== null) this.#controller.abort(this.reason);
      else this.#listens();
    }
    return this.#controller.signal;
  }

  fire(): void {
    if (this.reason !== null) return;
    this.reason = new DOMException("the cell was interrupted", "AbortError");
    this.#controller?.abort(this.reason);
  }

  throwIfFired(): void {
    if (this.reason !== null) throw this.reason;
  }
}
