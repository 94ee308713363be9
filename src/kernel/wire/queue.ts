import { cellBook, type CellBookOptions } from "./cell-book.ts";
import { isCell, line } from "./line.ts";
import type { Message } from "./message.ts";
import type { CommMessage } from "../session/comms.ts";
import type { Tell } from "./port.ts";

/** What must happen one after another: cells, and comm messages between them. */
export interface Queue {
  add(message: Message): void;
  /** The cell in hand has ended. Ignored where its `id` is not that of the one in hand. */
  executed(cell: Extract<Tell, { type: "executed" }>): void;
  /** The comm message in hand was handled. */
  handled(id: number): void;
  /** What the types of a cell are, which has ended, is known. */
  checked(cell: Extract<Tell, { type: "checked" }>): void;
  /** Whatever runs was interrupted, and nobody waits for types any more. */
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
 * For so many ms after a cell failed, cells that come and were sent before it did are aborted:
 * their client sent them behind it, and they were on their way. What it sends once it knows runs.
 */
const underWay = 50;

export function queue(options: QueueOptions): Queue {
  const book = cellBook(options);
  const waiting = line((message, id) => {
    if (isCell(message)) book.ask(message, id);
    else options.ask({ type: "comm", id, parent: message.asParent, message: comm(message) });
  });
  const { current } = waiting;
  let failed = Number.NEGATIVE_INFINITY;

  const begin = () => {
    const message = current();
    options.busy(message !== null);
    if (message === null) return;
    if (isCell(message)) book.begin(message);
    else book.busy(message);
  };

  return {
    abort() {
      waiting.giveUp(1).forEach(book.abort);
    },
    interrupted: () => book.types.release(),
    current,
    busyWith: () => current() ?? book.types.awaited(),
    add(message) {
      if (isCell(message) && wasUnderWay(message, failed)) return book.abort(message);
      const idle = current() === null;
      waiting.add(message);
      waiting.ask();
      if (!idle) return;
      book.types.release();
      begin();
    },
    // The session starts on what waits while the others are still told how this one ended.
    executed(cell) {
      const ending = waiting.end(cell.id);
      if (ending === null) return;
      const last = waiting.length() === 0;
      // Before the client is told, so that whatever it sends once it knows was sent later.
      if (!cell.goesOn) failed = Date.now();
      const givenUp = cell.goesOn ? [] : waiting.giveUp(0);
      waiting.ask();
      book.finish(ending, cell, last);
      givenUp.forEach(book.abort);
      begin();
    },
    handled(id) {
      const ending = waiting.end(id);
      if (ending === null) return;
      waiting.ask();
      book.idle(ending);
      begin();
    },
    checked: (cell) => (options.flush(), book.types.checked(cell, current())),
  };
}

/** Whether a message that comes now was sent before its client could know of a failure. */
const wasUnderWay = (message: Message, failed: number) => Date.now() - failed < underWay && sentAt(message) < failed;

/**
 * When a message was made, in ms, by its client's clock, to the microsecond; never where that is
 * not told.
 */
function sentAt({ header }: Message): number {
  const [, micro = "0"] = /\.\d{3}(\d{1,3})/.exec(header.date) ?? [];
  const time = Date.parse(header.date) + Number(micro.padEnd(3, "0")) / 1000;
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}

function comm({ header, content, metadata, buffers }: Message): CommMessage {
  return { type: header.msg_type as CommMessage["type"], content, metadata, buffers };
}
