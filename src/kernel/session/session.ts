import type { Completions } from "./completions.ts";
import type { Language } from "./language.ts";
import type { Bundle, CellResult, Output } from "./output.ts";
import type { TypesMode } from "./types-mode.ts";

/** Asks whoever sits at the notebook. */
export interface Asker {
  /** Resolves to the line that was typed; rejects where there is nobody to ask. */
  ask(question: string, options: { password: boolean }): Promise<string>;
  /** Why a question put now would not be answered, and what to do; null where it can be. */
  refusal(): string | null;
}

export interface SessionOptions {
  /** Folder that packages, relative imports and `process.cwd()` start from: the notebook's. */
  cwd: string;
  /** Path of the notebook, for `import.meta`; need not exist. */
  file?: string;
  /**
   * The process belongs to this session: whatever is written to stdout and stderr outside a cell,
   * unhandled rejections and throws in timers become outputs of the last cell instead of reaching
   * the terminal. Default false.
   */
  ownsProcess?: boolean;
  /**
   * Where types come from; without it, completion and inspection know values only. It is disposed
   * of with the session.
   */
  language?: Language;
  /** What becomes of the type checker's complaints; "off" unless told otherwise. */
  types?: TypesMode;
  /** What there is to say of how the session was opened, shown with the first cell. */
  notice?: string | undefined;
  /** Answers `prompt()` in a cell; absent where there is nobody to ask. */
  asker?: Asker;
}

export interface CellOptions {
  /** Execution count, shown as `Cell [3]` in tracebacks. */
  cell: number;
  /**
   * Receives outputs in order, also those of what the cell left running, whichever cell runs by
   * then.
   */
  emit: (output: Output) => void;
  /** Aborting it is the same as `session.interrupt()`. */
  signal?: AbortSignal;
  /** The last expression is not shown. */
  silent?: boolean;
  /** Instead of `Cell [3]`. */
  name?: string;
  /** Called when the cell's signal is first asked for: it is then one that ends by itself. */
  listens?: () => void;
  /** Called when the cell is compiled, before it runs. */
  compiled?: (() => void) | undefined;
}

/** `indent` is the whitespace the next line should start with, "" unless incomplete. */
export interface Completeness {
  status: "complete" | "incomplete" | "invalid" | "unknown";
  indent: string;
}

/**
 * One TypeScript scope that lives as long as the notebook. Cells run one at a time, in the order
 * asked. What it shows and answers is as the cells have it: whoever hosts it passes that through
 * the door, where secrets are masked.
 */
export interface Session {
  /**
   * Compiles and runs one cell. Resolves however the cell ends; never rejects for what user code
   * does, and settles on `interrupt()` even where the cell's own frames were torn down by
   * `Runtime.terminateExecution`.
   */
  execute(code: string, options: CellOptions): Promise<CellResult>;
  /** Whether there may be complaints to show: types are checked, and do not stop a cell. */
  readonly warns: boolean;
  /**
   * Tells the type checker of a cell that runs or has run, in the order of the cells, so that later
   * ones know of it. Resolves to its complaints as they are shown, or null.
   */
  complaints(code: string, cell: Pick<CellOptions, "cell" | "name" | "silent">): Promise<Bundle | null>;
  /** Loads what the first cell needs, before there is one. Never rejects. */
  prepare(): Promise<void>;
  isComplete(code: string): Completeness;
  /** What could stand at the cursor (UTF-16 offset), from the values that exist now. */
  complete(code: string, cursor: number): Promise<Completions>;
  /** Type, value and documentation of the name at the cursor (UTF-16 offset), or null. */
  inspect(code: string, cursor: number): Promise<Bundle | null>;
  /**
   * Fires the running cell's AbortSignal. A cell whose signal somebody listens to has six seconds
   * to end by itself; any other, or on a second call, ends at once with `ename` "Interrupted". Does
   * nothing between cells.
   */
  interrupt(): void;
  /** Gives the process back: console, stdout, exit and module hooks as they were. */
  dispose(): void;
}
