import type { Language } from "../language/language.ts";
import type { TypesMode } from "../language/types-mode.ts";
import type { Bundle, CellResult, Output } from "./output.ts";

export interface SessionOptions {
  /** Folder that packages, relative imports and `process.cwd()` start from: the notebook's. */
  cwd: string;
  /** Path of the notebook, for `import.meta`; need not exist. */
  file?: string;
  /**
   * The process belongs to this session: whatever is written to stdout and stderr outside a cell, unhandled rejections
   * and throws in timers become outputs of the last cell instead of reaching the terminal. Default false.
   */
  ownsProcess?: boolean;
  /** Where types come from; without it, completion and inspection know values only. It is disposed of with the session. */
  language?: Language;
  /** What becomes of the type checker's complaints; "off" unless told otherwise. */
  types?: TypesMode;
  /** A cell's result waits for its complaints, for readers that do not listen afterwards. */
  waitForTypes?: boolean;
  /** What there is to say of how the session was opened, shown with the first cell. */
  notice?: string | undefined;
  /** Answers `prompt()` in a cell; absent where there is nobody to ask. */
  ask?: (question: string, options: { password: boolean }) => Promise<string>;
}

export interface CellOptions {
  /** Execution count, shown as `Cell [3]` in tracebacks. */
  cell: number;
  /** Receives outputs in order, also those that timers write after the cell has ended, until the next cell starts. */
  emit: (output: Output) => void;
  /** Aborting it is the same as `session.interrupt()`. */
  signal?: AbortSignal;
  /** The last expression is not shown. */
  silent?: boolean;
  /** Instead of `Cell [3]`. */
  name?: string;
}

/** `indent` is the whitespace the next line should start with, "" unless incomplete. */
export interface Completeness {
  status: "complete" | "incomplete" | "invalid" | "unknown";
  indent: string;
}

/** `start` and `end` (UTF-16 offsets) bound the text that a match replaces. */
export interface Completions {
  start: number;
  end: number;
  matches: { text: string; kind: string; detail?: string; documentation?: string }[];
}

/** One TypeScript scope that lives as long as the notebook. Cells run one at a time, in the order asked. */
export interface Session {
  /**
   * Compiles and runs one cell. Resolves however the cell ends; never rejects for what user code does, and settles on
   * `interrupt()` even where the cell's own frames were torn down by `Runtime.terminateExecution`.
   */
  execute(code: string, options: CellOptions): Promise<CellResult>;
  isComplete(code: string): Completeness;
  /** What could stand at the cursor (UTF-16 offset), from the values that exist now. */
  complete(code: string, cursor: number): Promise<Completions>;
  /** Type, value and documentation of the name at the cursor (UTF-16 offset), or null. */
  inspect(code: string, cursor: number): Promise<Bundle | null>;
  /**
   * Fires the running cell's AbortSignal. A cell whose signal somebody listens to has three seconds to end by itself;
   * any other, or on a second call, ends at once with `ename` "Interrupted". Does nothing between cells.
   */
  interrupt(): void;
  /** Gives the process back: console, stdout, exit and module hooks as they were. */
  dispose(): void;
}
