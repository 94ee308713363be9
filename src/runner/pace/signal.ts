/** Something that is told, and waited for. */
export interface Signal {
  tell(): void;
  /** Resolves when it is told next. */
  next(): Promise<void>;
}

/** Nobody has told it yet. */
export function openSignal(): Signal {
  let waiting: PromiseWithResolvers<void> | null = null;
  return {
    tell() {
      waiting?.resolve();
      waiting = null;
    },
    next: () => (waiting ??= Promise.withResolvers()).promise,
  };
}
