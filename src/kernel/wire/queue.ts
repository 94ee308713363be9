import { cellBook, type CellBookOptions } from "./cell-book.ts";
import type { Message } from "./message.ts";
import type { CommMessage, Tell } from "./port.ts";

/** What must happen one after another: cells, and comm messages between them. */
export interface Queue {
  add(message: Message): void;
  /** The cell in hand has ended. Ignored where its `id` is not that of the one in hand. */
  executed(cell: Extract<Tell, { type: "executed" }>): void;
  /** The comm message in hand was handled. */
  handled(id: number): void;
  /** What the types of a cell are, which has ended, is known. */
  checked(cell: Extract<Tell, { type: "checked" }>): void;
  /**
   * The cell in hand was interrupted: what waits is given up when it ends, be it without an error.
   */
  interrupted(): void;
  /** Gives up what waits, answering each request with `aborted`. */
  abort(): void;
  /** The request in hand. */
  current(): Message | null;
  /** The request in hand, or else the cell that is not idle yet. */
  busyWith(): Message | null;
}

export interface QueueOptions extends CellBookOptions {
  /** Whether something runs, on each change. */
  busy: (busy: boolean) => void;
}

/**
 * An error is told this many ms late, so that cells sent together with the failing one have arrived
 * and are aborted.
 */
const grace = 20;

const isCell = ({ header }: Message) => header.msg_type === "execute_request";

export function queue(options: QueueOptions): Queue {
  const { ask, flush, busy } = options;
  const book = cellBook(options);
  let waiting: Message[] = [];
  let current: Message | null = null;
  let id = 0;
  let cut = false;

  const next = () => {
    current = waiting.shift() ?? null;
    cut = false;
    busy(current !== null);
    if (current === null) return;
    id++;
    if (isCell(current)) return book.begin(current, id);
    ask({ type: "comm", id, parent: current.header, message: comm(current) });
    book.busy(current);
  };

  const abort = () => {
    const dropped = waiting.filter(isCell);
    waiting = waiting.filter((message) => !isCell(message));
    dropped.forEach(book.abort);
  };

  return {
    abort,
    interrupted() {
      cut = current !== null;
      book.types.release();
    },
    current: () => current,
    busyWith: () => current ?? book.types.awaited(),
    add(message) {
      waiting.push(message);
      if (current !== null) return;
      book.types.release();
      next();
    },
    executed(cell) {
      const ending = current;
      if (ending === null || cell.id !== id) return;
      id++;
      const end = () => {
        if (!book.finish(ending, cell, { last: waiting.length === 0, cut })) abort();
        next();
      };
      if (cell.result.status === "error" || cut) setTimeout(end, grace);
      else end();
    },
    handled(of) {
      if (current === null || of !== id) return;
      book.idle(current);
      next();
    },
    checked(cell) {
      flush();
      book.types.checked(cell, current);
    },
  };
}

function comm({ header, content, metadata, buffers }: Message): CommMessage {
  return { type: header.msg_type as CommMessage["type"], content, metadata, buffers };
}
