import { cellRequest, cellVoice, plainResult } from "./cell-voice.ts";
import { idleAfterTypes, type IdleAfterTypes } from "./idle-after-types.ts";
import type { Message } from "./message.ts";
import type { Ask, Executed, Tell } from "./port.ts";
import type { Voice } from "./voice.ts";

export interface CellBookOptions {
  say: Voice;
  ask: (ask: Ask) => void;
  /** Called before the end of a cell is told, so that its outputs go first. */
  flush: () => void;
  remember: (count: number, source: string, output: string | null) => void;
}

/** Numbers cells, has the session run them, and tells what becomes of them. */
export interface CellBook {
  types: IdleAfterTypes;
  /** Has the session run a cell; returns what tells the others of it. */
  begin(message: Message, id: number): () => void;
  /**
   * Whether what waits behind a cell that ended is to run; not where it failed, or was `cut` short.
   */
  goesOn(message: Message, ending: Executed, cut: boolean): boolean;
  /** `last`: nothing waits to run. */
  finish(message: Message, ending: Extract<Tell, { type: "executed" }>, last: boolean): void;
  idle(message: Message): void;
  busy(message: Message): void;
  abort(message: Message): void;
}

export function cellBook({ say, ask, flush, remember }: CellBookOptions): CellBook {
  const tell = cellVoice(say);
  const types = idleAfterTypes(tell);
  const counts = new WeakMap<Message, number>();
  let count = 0;
  return {
    types,
    // The session starts on a cell while the others are still told of it: whatever comes of it
    // comes later.
    begin(message, id) {
      const request = cellRequest(message);
      const { code, silent, allowStdin, expressions, timed } = request;
      if (request.stored) count++;
      const countOfCell = count;
      counts.set(message, countOfCell);
      ask({ type: "execute", id, parent: message.header, code, silent, count, allowStdin, expressions, timed });
      return () => tell.begun(message, request, countOfCell);
    },
    goesOn: (message, result, cut) => !((result.status === "error" || cut) && cellRequest(message).stopOnError),
    finish(message, { id, result, source, checking }, last) {
      const request = cellRequest(message);
      const countOfCell = counts.get(message) ?? count;
      flush();
      tell.ended(message, request, countOfCell, result);
      if (checking && last) types.await(id, message, request.allowStdin);
      else tell.state(message, "idle");
      if (request.stored) remember(countOfCell, source, plainResult(result));
    },
    idle: (message) => tell.state(message, "idle"),
    busy: (message) => tell.state(message, "busy"),
    abort: tell.aborted,
  };
}
