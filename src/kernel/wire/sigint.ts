interface Watchdog {
  startSigintWatchdog(): void;
  stopSigintWatchdog(): boolean;
  watchdogHasPendingSigint(): boolean;
}

/** ms between two looks. The timer outlives a cell by one, as the next may be there already. */
const every = 50;

/**
 * Looks for a SIGINT of this process now and then, even while the main thread is stuck in a loop.
 */
export interface SigintWatch {
  /** Looks every 50 ms while `on`; a SIGINT that comes while off is forgotten. */
  listen(on: boolean): void;
}

/**
 * Calls `interrupted` for a SIGINT. Signals otherwise arrive through the main thread's event loop,
 * which is just what does not turn; Node's own watchdog, the one behind Ctrl-C in its REPL, takes
 * them on a thread of its own. The signal no longer ends the process. Where a Node has no such
 * binding, null.
 */
export function watchSigint(interrupted: () => void): SigintWatch | null {
  const binding = (process as unknown as { binding?: (name: string) => Partial<Watchdog> }).binding;
  let watchdog: Partial<Watchdog>;
  try {
    watchdog = binding?.("contextify") ?? {};
  } catch {
    return null;
  }
  const { startSigintWatchdog: start, stopSigintWatchdog: stop, watchdogHasPendingSigint: pending } = watchdog;
  if (!start || !stop || !pending) return null;
  start();
  const forget = () => {
    stop();
    start();
  };
  let timer: NodeJS.Timeout | null = null;
  let listening = false;
  const look = () => {
    if (!listening) {
      clearInterval(timer!);
      timer = null;
    } else if (pending()) {
      forget();
      interrupted();
    }
  };
  return {
    listen(on) {
      if (on && !listening && pending()) forget();
      listening = on;
      if (on) timer ??= setInterval(look, every);
    },
  };
}
