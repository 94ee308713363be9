/** How a run is brought to an end before every trial is done. */
export interface Halt {
  /** Why, in words; null while the run goes on. */
  reason: string | null;
  /** Aborted: nothing new is asked, and what is under way is waited for. */
  drain: AbortSignal;
  /** Aborted: what is under way is cut off too. */
  cut: AbortSignal;
  stop(reason: string): void;
  /** Lets go of the signals it listens to. */
  [Symbol.dispose](): void;
}

/** How long an interrupted notebook cell waits for what is under way before cutting it off. */
const cellPatienceMs = 5000;

/**
 * Listens to what may end a run: aborting `signal` drains it, aborting `abort` cuts it off, and
 * interrupting the notebook cell it runs in drains it for some seconds, then cuts it off. A kernel
 * offers the running cell's signal through a function under `Symbol.for("Jupyter.signal")`.
 */
export function openHalt({ signal, abort }: { signal?: AbortSignal; abort?: AbortSignal }): Halt {
  const drain = new AbortController();
  const cut = new AbortController();
  const cell = (globalThis as Record<symbol, unknown>)[Symbol.for("Jupyter.signal")] as (() => AbortSignal) | undefined;
  const stop = (reason: string) => {
    halt.reason ??= reason;
    drain.abort();
  };
  const release: (() => void)[] = [];
  const listen = (to: AbortSignal | undefined, act: () => void) => {
    to?.addEventListener("abort", act);
    release.push(() => to?.removeEventListener("abort", act));
    if (to?.aborted) act();
  };
  const halt: Halt = {
    reason: null,
    drain: drain.signal,
    cut: cut.signal,
    stop,
    [Symbol.dispose]: () => release.forEach((forget) => forget()),
  };
  listen(signal, () => stop("interrupted"));
  listen(abort, () => {
    stop("interrupted");
    cut.abort();
  });
  listen(cell?.(), () => {
    stop("interrupted");
    const timer = setTimeout(() => cut.abort(), cellPatienceMs);
    release.push(() => clearTimeout(timer));
  });
  return halt;
}
