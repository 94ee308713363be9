import type { Message } from "./message.ts";
import type { Voice } from "./voice.ts";

/**
 * Longer than a cell that listens to its signal has to end by itself, and breaking it off
 * thereafter takes.
 */
const patience = 10_000;

const advice =
  "This cell has not ended since it was interrupted. Interrupt it once more, and the kernel ends, with all that it " +
  "holds (replies of a run are kept on disk); or restart it.\n";

/** Knows cells that do not end although they were interrupted. */
export interface Stuck {
  /** To be told of each interrupt; whether the cell that runs had been given up before it. */
  interrupted(): boolean;
}

/**
 * Sees to it that a session that nothing brings back is told of below its cell, by the socket
 * thread alone: what a cell does to its own realm cannot keep it silent.
 */
export function stuckCells(current: () => Message | null, flush: () => void, say: Pick<Voice, "publish">): Stuck {
  let [watched, givenUp]: (Message | null)[] = [null, null];
  const giveUp = (cell: Message) => {
    watched = null;
    if (current() !== cell) return;
    givenUp = cell;
    flush();
    say.publish("stream", { name: "stderr", text: advice }, cell.asParent);
  };
  return {
    interrupted() {
      const cell = current();
      if (cell !== null && cell === givenUp) return true;
      if (cell === null || cell === watched) return false;
      watched = cell;
      setTimeout(giveUp, patience, cell).unref();
      return false;
    },
  };
}
