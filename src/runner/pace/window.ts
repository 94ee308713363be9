/** How many calls of a model may be under way at once. */
export interface Window {
  size: number;
  /** Whether nothing was refused yet: until then it grows by each reply. */
  fresh: boolean;
  /** When it was last cut, in ms. */
  cutAt: number;
}

/** What it begins with and never grows beyond. */
export interface Bounds {
  first: number;
  most: number;
}

/** As many trials at once as one asks for where no provider says what it allows; and the most. */
export const usualBounds: Bounds = { first: 20, most: 1000 };

/** A window that nothing is known of yet. */
export const openWindow = ({ first }: Bounds): Window => ({ size: first, fresh: true, cutAt: -Infinity });

/** After a reply that came while the window was full: larger, by a few in each round of replies. */
export function afterReply(window: Window, { most }: Bounds): Window {
  const more = window.fresh ? 2 : step / window.size;
  return { ...window, size: Math.min(most, window.size + more) };
}

/**
 * After a call sent at `sentAt` was refused for a rate: smaller by three tenths, once for all the
 * calls that were under way at a time.
 */
export function afterRefusal(window: Window, sentAt: number, now: number): Window {
  if (sentAt <= window.cutAt) return window;
  return { size: Math.max(1, kept * window.size), fresh: false, cutAt: now };
}

const step = 4;
const kept = 0.7;
