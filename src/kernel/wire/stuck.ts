import type { Message } from "./message.ts";

/**
 * Longer than a cell that listens to its signal has to end by itself, and breaking it off thereafter
 * takes.
 */
const patience = 10_000;

const advice =
  "This cell has not ended since it was interrupted. Interrupt it once more, and the kernel ends, with all that it " +
  "holds (replies of a run are kept on disk); or restart it.\n";

interface StuckOptions {
  /** The cell that runs. */
  current: () => Message | null;
  /** Shows a text below a cell. */
  tell: (cell: Message, text: string) => void;
}

/** Knows cells that do not end although they were interrupted. */
export interface Stuck {
  /** To be called at each interrupt: whether the cell that runs was given up before. */
  isGivenUp(): boolean;
}

/**
 * Sees to it that a session that nothing brings back is told of below its cell, by the socket
 * thread alone: what a cell does to its own realm cannot keep it silent.
 */
export function stuckCells({ current, tell }: StuckOptions): Stuck {
  let [watched, givenUp]: (Message | null)[] = [null, null];
  return {
    isGivenUp() {
      const cell = current();
      if (cell !== null && cell === givenUp) return true;
      if (cell === null || cell === watched) return false;
      watched = cell;
      setTimeout(() => {
        watched = null;
        if (current() !== cell) return;
        givenUp = cell;
        tell(cell, advice);
      }, patience).unref();
      return false;
    },
  };
}
