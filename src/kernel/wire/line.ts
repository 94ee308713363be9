import type { Message } from "./message.ts";

/** Cells that the session has behind the one in hand, so that it never waits for the next. */
const ahead = 3;

export const isCell = ({ header }: Message): boolean => header.msg_type === "execute_request";

/** Requests in their order, of which the session is asked for the first few. */
export interface Line {
  /** The request in hand: the first that the session was asked for. */
  current(): Message | null;
  /** How many stand in line, with that in hand. */
  length(): number;
  add(message: Message): void;
  /** Asks the session for what it may have by now. */
  ask(): void;
  /** Takes out the request in hand, which has ended; null where `id` is another's. */
  end(id: number): Message | null;
  /** Takes out the cells behind the first `kept` that the session was asked for. */
  giveUp(kept: number): Message[];
}

/** `ask` has the session do what is asked for; a comm message only where nothing else is asked. */
export function line(ask: (message: Message, id: number) => void): Line {
  let waiting: Message[] = [];
  let asked: { id: number; message: Message }[] = [];
  let id = 0;

  const current = () => asked[0]?.message ?? null;

  const mayAsk = (message: Message) => {
    const first = current();
    return first === null || (asked.length <= ahead && isCell(first) && isCell(message));
  };

  return {
    current,
    length: () => asked.length + waiting.length,
    add: (message) => void waiting.push(message),
    ask() {
      while (waiting[0] !== undefined && mayAsk(waiting[0])) {
        const message = waiting.shift()!;
        asked.push({ id: ++id, message });
        ask(message, id);
      }
    },
    end: (of) => (asked[0]?.id === of ? asked.shift()!.message : null),
    giveUp(kept) {
      const cells = [...asked.slice(kept).map(({ message }) => message), ...waiting.filter(isCell)];
      asked = asked.slice(0, kept);
      waiting = waiting.filter((message) => !isCell(message));
      return cells;
    },
  };
}
