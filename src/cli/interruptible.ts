/** The two signals a run listens to: no new requests, and then none at all. */
export interface Interrupts {
  signal: AbortSignal;
  abort: AbortSignal;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does `work` with Ctrl-C, SIGTERM, by which schedulers and containers end a process, and SIGHUP,
 * as of a terminal that is closed, bound to its signals: once to wait for what is under way, twice
 * to cut that off, too.
 */
export async function interruptible<T>(work: (interrupts: Interrupts) => Promise<T>): Promise<T> {
  const [drain, cut] = [new AbortController(), new AbortController()];
  const onInterrupt = () => (drain.signal.aborted ? cut : drain).abort();
  for (const signal of signals) process.on(signal, onInterrupt);
  try {
    return await work({ signal: drain.signal, abort: cut.signal });
  } finally {
    for (const signal of signals) process.off(signal, onInterrupt);
  }
}
