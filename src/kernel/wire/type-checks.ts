import { setTimeout } from "node:timers";
import { now } from "../session/clock.ts";
import { asBefore } from "../session/realm.ts";
import type { Session } from "../session/session.ts";
import type { Ask, Executed, Tell } from "./port.ts";

type Execute = Extract<Ask, { type: "execute" }>;

/** When the cells are type-checked. */
export interface TypeChecks {
  begin(cell: Execute): void;
  end(id: number, result: Executed): void;
}

/** ms after which a cell that still runs is checked meanwhile. */
const long = 30;
/** ms for which the next cell may come after one ended. */
const between = 2;

/**
 * Checks cells in their order, while a long one runs or when a short one has been answered; cells
 * that follow each other closely are checked once there is a pause, so that checking takes nothing
 * from running. Each `checked` is told after its cell's end was.
 */
export function typeChecks(session: Session, tell: (message: Tell) => void): TypeChecks {
  let waiting: Execute[] = [];
  const ends = new Map<number, PromiseWithResolvers<boolean>>();
  let timer: NodeJS.Timeout | null = null;
  let begun: number | null = null;

  const check = async (cell: Execute) => {
    const { id, parent, code, count, silent } = cell;
    const ended = ends.get(id)!;
    const complaints = await session.complaints(code, { cell: count, silent });
    const parses = await ended.promise;
    asBefore(() => ends.delete(id));
    if (session.warns) tell({ type: "checked", id, parent, complaints: parses ? complaints : null });
  };

  const look = () => {
    if (waiting.length === 0) return;
    if (begun !== null && now() - begun < long) return wake();
    const ready = waiting;
    waiting = [];
    for (const cell of ready) void check(cell);
  };

  // One timer that is put off: making one for each cell takes longer than many cells do.
  const wake = () => {
    if (timer === null) timer = setTimeout(() => asBefore(look), between);
    else timer.refresh();
  };

  return {
    begin(cell) {
      if (cell.silent) return;
      ends.set(cell.id, Promise.withResolvers());
      waiting.push(cell);
      begun = now();
      if (session.warns) wake();
    },
    end(id, result) {
      ends.get(id)?.resolve(result.status === "ok" || result.ename !== "SyntaxError");
      begun = null;
      wake();
    },
  };
}
