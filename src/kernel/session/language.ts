import type { Completions } from "./completions.ts";

/**
 * A complaint of the type checker about a cell, or about a `file` that it imports (its path from
 * the notebook). Lines and columns count from 1.
 */
export interface Diagnostic {
  file?: string;
  line: number;
  column: number;
  message: string;
  /** `TS2322`, to look it up by. */
  code: string;
  severity: "error" | "warning";
}

/** What a name is, as the type checker knows it. */
export interface Hover {
  /** A declaration, as it could stand in code. */
  signature: string;
  /** Its documentation in Markdown, or "". */
  documentation: string;
}

/**
 * Knows the types in a notebook: of the cells that ran, in their order, and of all they import. It
 * runs in a thread and a process of its own, and knows nothing before it is first asked.
 */
export interface Language {
  /** Tells of a cell that ran; later questions see what it declares. */
  remember(code: string): void;
  /**
   * What could stand at the cursor. `names` are those that exist besides what cells declare:
   * globals, keywords.
   */
  complete(code: string, cursor: number, names: string[]): Promise<Completions>;
  /**
   * The name at the cursor, or else the function whose call is being written there; null for
   * neither.
   */
  hover(code: string, cursor: number): Promise<Hover | null>;
  /** Complaints about a cell that is to run next, in the order of the text. */
  check(code: string): Promise<Diagnostic[]>;
  dispose(): void;
}
