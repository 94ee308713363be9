import { cellRequest, cellVoice, plainResult, type CellRequest } from "./cell-voice.ts";
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
  /** Has the session run a cell behind those that it was asked for before. */
  ask(message: Message, id: number): void;
  /** Tells the others of a cell that the session was asked for. */
  begin(message: Message): void;
  /** `last`: nothing waits to run. */
  finish(message: Message, ending: Extract<Tell, { type: "executed" }>, last: boolean): void;
  idle(message: Message): void;
  busy(message: Message): void;
  abort(message: Message): void;
}

export function cellBook({ say, ask, flush, remember }: CellBookOptions): CellBook {
  const tell = cellVoice(say);
  const types = idleAfterTypes(tell);
  const entries = new WeakMap<Message, { request: CellRequest; count: number }>();
  let [count, failures] = [0, 0];
  return {
    types,
    ask(message, id) {
      const { stored, ...request } = cellRequest(message);
      if (stored) count++;
      entries.set(message, { request: { ...request, stored }, count });
      ask({ type: "execute", id, parent: message.asParent, count, failures, ...request });
    },
    begin(message) {
      const { request, count } = entries.get(message)!;
      tell.begun(message, request, count);
    },
    finish(message, { id, result, goesOn, source, checking }, last) {
      const { request, count: countOfCell } = entries.get(message)!;
      if (!goesOn) {
        failures += 1;
        // Cells that were asked for behind it, and do not run, leave no gap.
        count = countOfCell;
      }
      flush();
      const reply = tell.ended(message, request, countOfCell, result);
      if (checking && last) types.await({ id, message, reply }, request.allowStdin);
      else {
        reply();
        tell.state(message, "idle");
      }
      if (request.stored) remember(countOfCell, source ?? request.code, plainResult(result));
    },
    idle: (message) => tell.state(message, "idle"),
    busy: (message) => tell.state(message, "busy"),
    abort: tell.aborted,
  };
}
