import { cellRequest, cellVoice, plainResult } from "./cell-voice.ts";
import { idleAfterTypes, type IdleAfterTypes } from "./idle-after-types.ts";
import type { Message } from "./message.ts";
import type { Ask, Tell } from "./port.ts";
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
  begin(message: Message, id: number): void;
  /**
   * `last`: nothing waits to run. False where what waits is not to run, since the cell failed or
   * was `cut` short.
   */
  finish(
    message: Message,
    ending: Extract<Tell, { type: "executed" }>,
    state: { last: boolean; cut: boolean },
  ): boolean;
  idle(message: Message): void;
  busy(message: Message): void;
  abort(message: Message): void;
}

export function cellBook({ say, ask, flush, remember }: CellBookOptions): CellBook {
  const tell = cellVoice(say);
  const types = idleAfterTypes(tell);
  let count = 0;
  return {
    types,
    // The session starts on a cell while the others are still told of it: whatever comes of it
    // comes later.
    begin(message, id) {
      const request = cellRequest(message);
      const { code, silent, allowStdin, expressions } = request;
      if (request.stored) count++;
      ask({ type: "execute", id, parent: message.header, code, silent, count, allowStdin, expressions });
      tell.begun(message, request, count);
    },
    finish(message, { id, result, source, checking }, { last, cut }) {
      const request = cellRequest(message);
      flush();
      tell.ended(message, request, count, result);
      if (request.stored) remember(count, source, plainResult(result));
      if (checking && last) types.await(id, message, request.allowStdin);
      else tell.state(message, "idle");
      return !((result.status === "error" || cut) && request.stopOnError);
    },
    idle: (message) => tell.state(message, "idle"),
    busy: (message) => tell.state(message, "busy"),
    abort: tell.aborted,
  };
}
