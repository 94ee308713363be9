import { clearTimeout, setTimeout } from "node:timers";
import { asBefore } from "../session/realm.ts";
import type { Session } from "../session/session.ts";
import type { Ask, Executed, Tell } from "./port.ts";

type Execute = Extract<Ask, { type: "execute" }>;

/** When the cells are type-checked. */
export interface TypeChecks {
  begin(cell: Execute): void;
  end(id: number, result: Executed): void;
}

/**
 * ms after which a cell that still runs is checked meanwhile, and for which the next cell may come
 * after one ended.
 */
const running = 30;
const between = 2;

/**
 * Checks cells in their order, while a long one runs or when a short one has been answered; cells
 * that follow each other closely are checked once there is a pause, so that checking takes nothing
 * from running. Each `checked` is told after its cell's end was.
 */
export function typeChecks(session: Session, tell: (message: Tell) => void): TypeChecks {
  let waiting: Execute[] = [];
  const ends = new Map<number, PromiseWithResolvers<boolean>>();
  let timer: NodeJS.Timeout | undefined;

  const check = async (cell: Execute) => {
    const { id, parent, code, count, silent } = cell;
    const ended = ends.get(id)!;
    const complaints = await session.complaints(code, { cell: count, silent });
    const parses = await ended.promise;
    asBefore(() => ends.delete(id));
    if (session.warns) tell({ type: "checked", id, parent, complaints: parses ? complaints : null });
  };

  const release = () => {
    const ready = waiting;
    waiting = [];
    asBefore(() => {
      for (const cell of ready) void check(cell);
    });
  };

  const postpone = (ms: number) => {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(release, ms);
  };

  return {
    begin(cell) {
      if (cell.silent) return;
      ends.set(cell.id, Promise.withResolvers());
      waiting.push(cell);
      if (session.warns) postpone(running);
    },
    end(id, result) {
      ends.get(id)?.resolve(result.status === "ok" || result.ename !== "SyntaxError");
      postpone(between);
    },
  };
}
