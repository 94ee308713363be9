import type { CellVoice } from "./cell-voice.ts";
import type { Message } from "./message.ts";
import type { Tell } from "./port.ts";

/**
 * ms that a cell waits with its idle for its types where somebody sits at the notebook, who must
 * not feel it.
 */
const unfelt = 60;
/**
 * The same where a program runs it and the checker has answered before: in less than the 4 s after
 * which nbclient goes on without what is still to come, and papermill fails.
 */
const later = 2000;
/** The same before its first answer: the reply, for which programs wait, is held back as well. */
const first = 10_000;

/** A cell that has ended, with what sends its reply. */
interface Ended {
  id: number;
  message: Message;
  reply: () => void;
}

/** Holds back a cell's idle, after which many clients listen no more, until its types are known. */
export interface IdleAfterTypes {
  /** Nothing waits to run behind the cell. `attended`: its client can be asked for input. */
  await(ended: Ended, attended: boolean): void;
  /** The cell whose idle is held back. */
  awaited(): Message | null;
  /**
   * Something else is to run, or the cell was interrupted: it is idle now, and its complaints come
   * late.
   */
  release(): void;
  /**
   * Shows a cell's complaints; late ones below the cell that runs or is not idle yet, where clients
   * listen, or else below their own.
   */
  checked(cell: Extract<Tell, { type: "checked" }>, running: Message | null): void;
}

/**
 * Clients that people sit at show late complaints below their own cell. Programs that execute
 * notebooks, nbclient and all that is made of it, listen to one cell at a time, up to its idle:
 * they are kept waiting longer, and what comes later still is shown, by name, below whatever cell
 * they listen to then.
 */
export function idleAfterTypes(tell: Pick<CellVoice, "state" | "complaints">): IdleAfterTypes {
  let held: (Ended & { timer: NodeJS.Timeout }) | null = null;
  let answered = false;
  const overdue = new Set<number>();

  const release = () => {
    if (held === null) return;
    clearTimeout(held.timer);
    const { message, reply } = held;
    held = null;
    reply();
    tell.state(message, "idle");
  };

  return {
    release,
    awaited: () => held?.message ?? null,
    await({ id, message, reply }, attended) {
      const expire = () => {
        if (!attended) overdue.add(id);
        release();
      };
      const isCold = !attended && !answered;
      if (!isCold) reply();
      const timer = setTimeout(expire, attended ? unfelt : answered ? later : first);
      held = { id, message, reply: isCold ? reply : () => {}, timer };
    },
    checked({ id, parent, complaints }, running) {
      answered = true;
      const heard = running ?? held?.message;
      const under = overdue.delete(id) ? (heard?.asParent ?? parent) : parent;
      if (complaints !== null) tell.complaints(complaints, under);
      if (held?.id === id) release();
    },
  };
}
