import type { Signal } from "./signal.ts";

/** What decides which item is next. */
export interface Readiness<T> {
  /** Why it cannot begin now: items with the same reason are kept together. Null where it can. */
  blockOf(item: T): string | null;
  /** Whether it need not begin at all. */
  isOver(item: T): boolean;
  /** Says that it begins. */
  begin(item: T): void;
  /** Told when what kept an item may not keep it any more. */
  changed: Signal;
}

/** How many items are held at most that others were let by. */
const mostHeld = 2000;

/**
 * Items in their order, but that those which cannot begin yet are passed over for later ones, and
 * come as soon as they can.
 */
export async function* drawReady<T>(items: Iterable<T>, readiness: Readiness<T>): AsyncGenerator<T> {
  const { begin, changed } = readiness;
  const source = items[Symbol.iterator]();
  const held = new Map<string, T[]>();
  let count = 0;
  const hold = (item: T, reason: string) => {
    keep(held, item, reason);
    count++;
  };
  try {
    for (;;) {
      // Asked for before looking, so that what is told meanwhile is not missed.
      const change = changed.next();
      let item = count > 0 ? takeHeld(held, readiness, (by) => (count -= by)) : undefined;
      while (item === undefined && count < mostHeld) {
        const next = source.next();
        if (next.done) break;
        if (readiness.isOver(next.value)) continue;
        const reason = readiness.blockOf(next.value);
        if (reason === null) item = next.value;
        else hold(next.value, reason);
      }
      if (item !== undefined) {
        begin(item);
        yield item;
      } else if (count === 0) return;
      else await change;
    }
  } finally {
    source.return?.();
  }
}

function keep<T>(held: Map<string, T[]>, item: T, reason: string): void {
  const items = held.get(reason);
  if (items === undefined) held.set(reason, [item]);
  else items.push(item);
}

/** The first held item that can begin by now; none of those that are over. */
function takeHeld<T>(
  held: Map<string, T[]>,
  { blockOf, isOver }: Readiness<T>,
  gone: (count: number) => void,
): T | undefined {
  for (const [reason, items] of held) {
    let item: T | undefined;
    let now: string | null = reason;
    while ((item = items[0]) !== undefined) {
      if (isOver(item)) {
        items.shift();
        gone(1);
        continue;
      }
      now = blockOf(item);
      if (now === null || now === reason) break;
      items.shift();
      keep(held, item, now);
    }
    if (items.length === 0) held.delete(reason);
    if (item === undefined || now !== null) continue;
    items.shift();
    gone(1);
    if (items.length === 0) held.delete(reason);
    return item;
  }
  return undefined;
}
