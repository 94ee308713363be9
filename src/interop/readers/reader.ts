import type { Entry, LeftOut } from "../exchange/exchange.ts";

/** What a reader is told, and tells. */
export interface ReaderContext {
  /** All files of the source: a tool's results may be in several. */
  files: readonly string[];
  /** Whether a value has what the mapping reads a reply from, so that it is a record by itself. */
  isRecord(value: unknown): boolean;
  /** Ids of conversations so far, where a tool gives each one of its own. */
  seen: Set<string>;
  /** Tells of something that is left out. */
  leave(left: LeftOut): void;
}

/** A tool's format: how its files are known, and what they hold, one conversation at a time. */
export interface Reader {
  name: string;
  /** Whether a file is of this format, by its name and beginning. */
  knows(file: string, beginning: string): boolean;
  read(file: string, context: ReaderContext): AsyncGenerator<Entry>;
}
