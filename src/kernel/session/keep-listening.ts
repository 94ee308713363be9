type Listener = (...args: never[]) => void;

let kept: { event: string; listener: Listener }[] = [];
let guarded = false;

/**
 * Listens to an event of the process whatever cells do: neither `removeAllListeners()` nor taking
 * this very listener away ends it. Returns what does.
 */
export function keepListening(event: string, listener: Listener): () => void {
  guard();
  const entry = { event, listener };
  kept.push(entry);
  process.on(event, listener as () => void);
  return () => {
    kept = kept.filter((each) => each !== entry);
    process.off(event, listener as () => void);
  };
}

function guard(): void {
  if (guarded) return;
  guarded = true;
  const { removeListener, removeAllListeners } = process;
  const remove = (event: string, listener: Listener) => {
    const ours = kept.some((each) => each.event === event && each.listener === listener);
    if (!ours) removeListener.call(process, event, listener as () => void);
    return process;
  };
  const removeAll = (event?: string) => {
    if (event === undefined) removeAllListeners.call(process);
    else removeAllListeners.call(process, event);
    for (const { event, listener } of kept) {
      if (!process.listeners(event as never).includes(listener as never)) process.on(event, listener as () => void);
    }
    return process;
  };
  Object.assign(process, { off: remove, removeListener: remove, removeAllListeners: removeAll });
}
