import type { Appender } from "../lib/jsonl.ts";
import type { Halt } from "./halt.ts";
import type { Ledger } from "./ledger.ts";
import type { Lookup } from "./lookup.ts";
import type { FailureLine, ReplyLine } from "./trial.ts";

/** Puts replies on disk, journal first. */
export interface Recorder {
  /** Resolves when the line is on disk, counted, and in the cache where it is new; false when the disk would not take it. */
  record(line: ReplyLine | FailureLine): Promise<boolean>;
  /** Throws, once, if a line could not be written, saying what became of the replies received since. */
  check(): void;
}

/** Records into a journal. When it cannot be written the run is stopped, and what still arrives is saved in the cache. */
export function recording(file: string, journal: Appender, ledger: Ledger, lookup: Lookup, halt: Halt): Recorder {
  let broken: Error | null = null;
  let saved = 0;
  let lost = 0;
  const keep = (line: ReplyLine | FailureLine): boolean => {
    if (line.kind === "failure" || line.cached) return true;
    if (lookup.mode === "off") return false;
    lookup.keep(line.key, line.reply);
    return true;
  };
  const rescue = (line: ReplyLine | FailureLine, error: unknown) => {
    broken ??= error as Error;
    halt.stop(`${file} cannot be written`);
    if (line.kind === "failure" || line.cached) return;
    try {
      if (keep(line)) saved++;
      else lost++;
    } catch {
      lost++;
    }
  };
  return {
    async record(line) {
      try {
        await journal.append(line);
      } catch (error) {
        rescue(line, error);
        return false;
      }
      ledger.add(line);
      try {
        keep(line);
      } catch (cause) {
        const remedy = 'make room or use mode "off", and run the same again: no reply is lost';
        throw new Error(`cannot write the reply cache (${(cause as Error).message}): ${remedy}`, { cause });
      }
      return true;
    },
    check() {
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

function replies(count: number): string {
  return count === 1 ? "1 reply" : `${count} replies`;
}
