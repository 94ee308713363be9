import { reasonOf } from "../lib/in-words.ts";
import type { Appender } from "../lib/jsonl.ts";
import type { Halt } from "./halt.ts";
import type { Lookup } from "./lookup.ts";
import type { Answered, FailureLine } from "./trial.ts";

/** Puts lines of a journal on disk, and new replies in the cache, before they count. */
export interface Recorder<Line> {
  /**
   * Resolves with the line once it is on disk, counted, and in the cache where it is new; null when
   * the disk would not take it.
   */
  record<L extends Line>(line: L): Promise<L | null>;
  /** Throws if a line could not be written, saying what became of the replies received since. */
  check(): void;
}

export interface RecorderParts<Line> {
  /** The journal's file, for errors. */
  file: string;
  journal: Pick<Appender, "append" | "deleted">;
  lookup: Lookup;
  halt: Halt;
  /** Counts a line that is on disk. */
  note(line: Line): void;
}

/**
 * Records into a journal. When it cannot be written the asking is stopped, and what still arrives
 * is saved in the cache.
 */
export function recording<Line extends Answered | FailureLine>(parts: RecorderParts<Line>): Recorder<Line> {
  const { file, journal, lookup, halt, note } = parts;
  let broken: Error | null = null;
  let saved = 0;
  let lost = 0;
  const stop = (error: Error, what: string) => {
    broken ??= error;
    halt.stop(`${file} ${what}`);
  };
  return {
    async record(line) {
      const kept = isNew(line) ? keep(lookup, line) : { line, error: null };
      try {
        await journal.append(kept.line);
      } catch (error) {
        stop(error as Error, "cannot be written");
        if (isNew(line) && (lookup.mode === "off" || kept.error !== null)) lost++;
        else if (isNew(line)) saved++;
        return null;
      }
      if (journal.deleted) stop(journal.deleted, "was deleted, moved or cut");
      note(kept.line);
      if (kept.error !== null) {
        const remedy = 'make room or use mode "off", and run the same again: no reply is lost';
        throw new Error(`cannot write the reply cache (${reasonOf(kept.error)}): ${remedy}`, { cause: kept.error });
      }
      return kept.line;
    },
    check() {
      if (journal.deleted) throw new Error(`${journal.deleted.message}; run the same again to go on`);
      if (broken === null) return;
      const fate = [
        saved > 0 && `${replies(saved)} received since then kept in the cache, not to be paid for again`,
        lost > 0 && `${replies(lost)} received since then could be kept nowhere and will be asked again`,
      ].filter(Boolean);
      const remedy = "make room or mend the folder's permissions, and run the same again";
      throw new Error([`cannot write ${file} (${broken.message}): ${remedy}`, ...fate].join("; "), { cause: broken });
    },
  };
}

/**
 * Keeps a new reply in the cache, before the journal has it, so that of two processes that asked
 * the same both have the reply that is kept. What went wrong is told once the journal has it.
 */
function keep<L extends Answered>(lookup: Lookup, line: L): { line: L; error: unknown } {
  try {
    return { line: { ...line, reply: lookup.keep(line.key, line.reply) }, error: null };
  } catch (error) {
    return { line, error };
  }
}

const isNew = <L extends Answered | FailureLine>(line: L): line is L & Answered => "reply" in line && !line.cached;

function replies(count: number): string {
  return count === 1 ? "1 reply" : `${count} replies`;
}
