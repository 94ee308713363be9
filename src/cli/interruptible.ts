/** The two signals a run listens to: no new requests, and then none at all. */
export interface Interrupts {
  signal: AbortSignal;
  abort: AbortSignal;
}

/**
 * Does `work` with Ctrl-C and SIGTERM, by which schedulers and containers end a process, bound to
 * its signals: once to wait for what is under way, twice to cut that off, too.
 */
export async function interruptible<T>(work: (interrupts: Interrupts) => Promise<T>): Promise<T> {
  const [drain, cut] = [new AbortController(), new AbortController()];
  const onInterrupt = () => (drain.signal.aborted ? cut : drain).abort();
  process.on("SIGINT", onInterrupt).on("SIGTERM", onInterrupt);
  try {
    return await work({ signal: drain.signal, abort: cut.signal });
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
  }
}
