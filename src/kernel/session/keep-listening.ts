type Listener = (...args: never[]) => void;

const kept = new Map<Listener, string>();
let guarded = false;

/**
 * Listens to an event of the process whatever cells do: neither `removeAllListeners()` nor taking
 * this very listener away ends it. Returns what does.
 */
export function keepListening(event: string, listener: Listener): () => void {
  guard();
  kept.set(listener, event);
  process.on(event, listener as () => void);
  return () => {
    kept.delete(listener);
    process.off(event, listener as () => void);
  };
}

function guard(): void {
  if (guarded) return;
  guarded = true;
  const { removeListener, removeAllListeners } = process;
  const remove = (event: string, listener: Listener) => {
    if (!kept.has(listener)) removeListener.call(process, event, listener as () => void);
    return process;
  };
  const removeAll = (event?: string) => {
    if (event === undefined) removeAllListeners.call(process);
    else removeAllListeners.call(process, event);
    for (const [listener, of] of kept) {
      if (!process.listeners(of as never).includes(listener as never)) process.on(of, listener as () => void);
    }
    return process;
  };
  Object.assign(process, { off: remove, removeListener: remove, removeAllListeners: removeAll });
}
