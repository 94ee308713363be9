/** Which beginnings of prompts are at their provider by now, and which are on their way there. */
export interface Warming {
  /** The beginning that another call is bringing there just now; null where none is waited for. */
  waitsFor(parts: readonly string[]): string | null;
  /** Says that a call is made: it brings what nobody has brought. */
  begin(parts: readonly string[]): Bringing;
}

/** A call under way that may bring beginnings of prompts to their provider. */
export interface Bringing {
  /**
   * Its first reply came; `kept` false where that tells that nothing was kept: nobody waits for it
   * again.
   */
  came(kept: boolean): void;
  /**
   * Its reply was known here, and brought nothing anywhere: where one was, others may be, and twice
   * as many look at once.
   */
  known(): void;
  /** It came to nothing: the next brings it. */
  ended(): void;
}

/** How long one waits, in ms, for a call that is slow: it is kept once its reply begins. */
const longestWaitMs = 60_000;

/**
 * Nothing is there yet. What is not used for `lastsMs` is gone again. `changed` is told when
 * somebody need not wait any more.
 */
export function openWarming(
  lastsMs: number,
  changed: () => void,
  now: () => number = () => performance.now(),
): Warming {
  const warmUntil = new Map<string, number>();
  const under = new Map<string, { calls: number; since: number }>();
  const atOnce = new Map<string, number>();
  const isWarm = (part: string) => now() < (warmUntil.get(part) ?? 0);
  const isUnderWay = (part: string) => {
    const { calls, since } = under.get(part) ?? { calls: 0, since: -Infinity };
    return calls >= (atOnce.get(part) ?? 1) && now() - since < longestWaitMs;
  };
  const add = (part: string, more: number) => {
    const { calls, since } = under.get(part) ?? { calls: 0, since: now() };
    if (calls + more > 0) under.set(part, { calls: calls + more, since: more > 0 ? now() : since });
    else under.delete(part);
  };
  return {
    waitsFor: (parts) => parts.find((part) => !isWarm(part) && isUnderWay(part)) ?? null,
    begin(parts) {
      const brought = parts.filter((part) => !isWarm(part) && !isUnderWay(part));
      for (const part of brought) add(part, 1);
      let open = true;
      const timer = brought.length === 0 ? null : setTimeout(changed, longestWaitMs);
      timer?.unref();
      const settle = () => {
        if (timer !== null) clearTimeout(timer);
        for (const part of brought.splice(0)) add(part, -1);
        open = false;
        changed();
      };
      return {
        came(kept) {
          for (const part of parts) {
            warmUntil.set(part, kept ? now() + lastsMs : Infinity);
            atOnce.delete(part);
          }
          if (open) settle();
        },
        known() {
          for (const part of brought) atOnce.set(part, 2 * (atOnce.get(part) ?? 1));
          if (open) settle();
        },
        ended() {
          if (open) settle();
        },
      };
    },
  };
}
