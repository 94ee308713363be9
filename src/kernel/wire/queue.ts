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

/** Cells that the session has behind the one in hand, so that it never waits for the next. */
const ahead = 3;

const isCell = ({ header }: Message) => header.msg_type === "execute_request";

export function queue(options: QueueOptions): Queue {
  const book = cellBook(options);
  let waiting: Message[] = [];
  /** What the session has been asked for, in its order: first what is in hand. */
  let asked: { id: number; message: Message }[] = [];
  let [id, failed] = [0, Number.NEGATIVE_INFINITY];

  const current = () => asked[0]?.message ?? null;

  const mayAsk = (message: Message) => {
    const first = current();
    return first === null || (asked.length <= ahead && isCell(first) && isCell(message));
  };

  const ask = () => {
    while (waiting[0] !== undefined && mayAsk(waiting[0])) {
      const message = waiting.shift()!;
      asked.push({ id: ++id, message });
      if (isCell(message)) book.ask(message, id);
      else options.ask({ type: "comm", id, parent: message.asParent, message: comm(message) });
    }
  };

  const begin = () => {
    const message = current();
    options.busy(message !== null);
    if (message === null) return;
    if (isCell(message)) book.begin(message);
    else book.busy(message);
  };

  /** The cells behind the one in hand, which will not run. */
  const giveUp = (inHand: number): Message[] => {
    const behind = asked.slice(inHand).map(({ message }) => message);
    const cells = waiting.filter(isCell);
    asked = asked.slice(0, inHand);
    waiting = waiting.filter((message) => !isCell(message));
    return [...behind, ...cells];
  };

  return {
    abort() {
      if (asked.length > 1) options.ask({ type: "drop" });
      giveUp(1).forEach(book.abort);
    },
    interrupted: () => book.types.release(),
    current,
    busyWith: () => current() ?? book.types.awaited(),
    add(message) {
      if (isCell(message) && wasUnderWay(message, failed)) return book.abort(message);
      const idle = current() === null;
      waiting.push(message);
      ask();
      if (!idle) return;
      book.types.release();
      begin();
    },
    // The session starts on what waits while the others are still told how this one ended.
    executed(cell) {
      const ending = current();
      if (ending === null || cell.id !== asked[0]?.id) return;
      asked.shift();
      const last = asked.length === 0 && waiting.length === 0;
      // Before the client is told, so that whatever it sends once it knows was sent later.
      if (!cell.goesOn) failed = Date.now();
      const givenUp = cell.goesOn ? [] : giveUp(0);
      ask();
      book.finish(ending, cell, last);
      givenUp.forEach(book.abort);
      begin();
    },
    handled(of) {
      const ending = current();
      if (ending === null || of !== asked[0]?.id) return;
      asked.shift();
      ask();
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
