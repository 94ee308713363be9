import type { MessagePort } from "node:worker_threads";
import type { CommMessage } from "../session/comms.ts";
import type { Bundle, CellResult, Output } from "../session/output.ts";
import type { Connection } from "./connection.ts";
import type { Content, Parent } from "./message.ts";

/** What a kernel says of itself in `kernel_info_reply`. */
export interface Description {
  implementation: string;
  implementation_version: string;
  language_info: Content;
  banner: string;
  help_links: { text: string; url: string }[];
}

interface ExecuteRequest {
  code: string;
  silent: boolean;
  count: number;
  allowStdin: boolean;
  expressions: Record<string, string>;
  /** Whether the client wants to know when what was done; see {@link Moments}. */
  timed: boolean;
  /** Whether cells behind it are not to run where it fails or is interrupted. */
  stopOnError: boolean;
  /** How many failures that kept cells from running are known where it is asked for. */
  failures: number;
}

/**
 * When a cell's request came, when the session began with it, when it was compiled, and when it had
 * run: in ms, by the machine's monotonic clock.
 */
interface Moments {
  received: number;
  begun: number;
  compiled: number;
  ran: number;
}

/** A user expression's value, or its error, as `execute_reply` carries it. */
export type Expression = ({ status: "ok" } & Bundle) | Exclude<CellResult, { status: "ok" }>;

export type Executed = CellResult & {
  expressions: Record<string, Expression>;
  moments?: Omit<Moments, "received">;
};

/**
 * What the socket thread asks of the session's thread; an answer carries the same `id`. Cells are
 * run in the order asked, but for those behind one that failed. `unwatched`: SIGINT is not seen
 * from the socket thread, so the session's has to look for it.
 */
export type Ask =
  | ({ type: "execute"; id: number; parent: Parent } & ExecuteRequest)
  | { type: "query"; id: number; about: "complete" | "inspect" | "is_complete"; content: Content }
  | { type: "comm"; id: number; parent: Parent; message: CommMessage }
  | { type: "input"; id: number; value: string }
  | { type: "interrupt" }
  | { type: "shutdown" }
  | { type: "unwatched" };

/**
 * What the session's thread tells the socket thread. `parent` is the request that the output
 * belongs to, `goesOn` that what was asked for behind the cell is run, `source` the cell as history
 * may keep it where that is not as it came, `checking` that what its types are will be told in
 * `checked`: complaints, as they are shown.
 */
export type Tell =
  | { type: "output"; parent: Parent | null; output: Output }
  | { type: "executed"; id: number; result: Executed; goesOn: boolean; source?: string; checking: boolean }
  | { type: "checked"; id: number; parent: Parent; complaints: Bundle | null }
  | { type: "answer"; id: number; content: Content }
  | { type: "comm"; parent: Parent | null; message: CommMessage }
  | { type: "handled"; id: number }
  | { type: "input"; id: number; prompt: string; password: boolean };

/** The socket thread, as the session's thread sees it. */
export interface Wire {
  shared: Int32Array;
  tell(message: Tell): void;
  /**
   * Hands over, in order, what has been asked so far and what will be. What `take` answers false to
   * is kept, and offered to the next that hears.
   */
  hear(take: (ask: Ask) => boolean): void;
  /** Ends the process, as cells cannot. */
  exit(code: number): never;
}

/** What the socket thread starts with. */
export interface WireOptions {
  connection: Connection;
  description: Description;
  historyFile: string;
  shared: Int32Array;
  parentPid: number | null;
  /** Leads to the session's thread. */
  port: MessagePort;
}

/**
 * Places in the memory that both threads share: interrupts asked for, the last one that was seen
 * to, the last one that had to break off what was running, 1 while the running cell listens to its
 * signal, and 1 where the kernel is to end.
 */
export const interruptsAsked = 0;
export const interruptsSeen = 1;
export const interruptsForced = 2;
export const cellListens = 3;
export const kernelEnds = 4;
/** Its length in bytes. */
export const sharedBytes = 20;
