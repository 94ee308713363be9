import { cellBook, type CellBookOptions } from "./cell-book.ts";
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
 * For so many ms after a cell failed, cells that come and were sent before it did are aborted:
 * their client sent them behind it, and they were on their way. What it sends once it knows runs.
 */
const underWay = 50;

const isCell = ({ header }: Message) => header.msg_type === "execute_request";

export function queue(options: QueueOptions): Queue {
  const book = cellBook(options);
  let waiting: Message[] = [];
  let current: Message | null = null;
  let [id, cut, failed] = [0, false, Number.NEGATIVE_INFINITY];

  /** Has the session go on with what waits; returns what tells the others of that. */
  const next = (): (() => void) => {
    const begun = (current = waiting.shift() ?? null);
    cut = false;
    if (begun === null) return () => options.busy(false);
    id++;
    const tell = isCell(begun) ? book.begin(begun, id) : () => book.busy(begun);
    if (!isCell(begun)) options.ask({ type: "comm", id, parent: begun.header, message: comm(begun) });
    options.busy(true);
    return tell;
  };

  const abort = () => {
    const { cells = [], others = [] } = Object.groupBy(waiting, (each) => (isCell(each) ? "cells" : "others"));
    waiting = others;
    cells.forEach(book.abort);
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
      if (isCell(message) && wasUnderWay(message, failed)) return book.abort(message);
      waiting.push(message);
      if (current !== null) return;
      book.types.release();
      next()();
    },
    // The session starts on what waits while the others are still told how this one ended.
    executed(cell) {
      const ending = current;
      if (ending === null || cell.id !== id) return;
      id++;
      const goesOn = book.goesOn(ending, cell.result, cut);
      // Before the client is told, so that whatever it sends once it knows was sent later.
      if (!goesOn) failed = Date.now();
      const idle = waiting.length === 0;
      const follow = goesOn ? next() : null;
      book.finish(ending, cell, idle);
      if (follow === null) abort();
      (follow ?? next())();
    },
    handled(of) {
      if (current === null || of !== id) return;
      book.idle(current);
      next()();
    },
    checked: (cell) => (options.flush(), book.types.checked(cell, current)),
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
