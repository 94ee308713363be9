import { setImmediate as turn } from "node:timers/promises";

/** How long, in ms, work goes on at a stretch while others in the process wait. */
const stretchMs = 20;

/**
 * For work of many small steps: asked between two of them, what to wait for so that servers, timers
 * and interrupts of the same process have their turn, or null where they had it just now.
 */
export function openTurns(): () => Promise<void> | null {
  let last = performance.now();
  return () => {
    if (performance.now() - last < stretchMs) return null;
    return turn().then(() => void (last = performance.now()));
  };
}
