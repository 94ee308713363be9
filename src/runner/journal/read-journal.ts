import { closeSync, existsSync, openSync } from "node:fs";
import { locateLines, readLine } from "../../lib/jsonl.ts";
import { openTurns } from "../../lib/turns.ts";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { readMark, sealedOf, tailOf, type SealedReply, type TailLine } from "./files.ts";
import { openFrames, type Head, type OpenFrames, type Place } from "./open-frames.ts";

type JournalLine = ReplyLine | FailureLine;

/** A run's journal, open for reading. What is written later is not seen. */
export interface OpenJournal extends Disposable {
  /** Bytes that are sealed. */
  sealed: number;
  /**
   * All lines in the order they were written, and where each is; those alone that come behind so
   * many bytes of what is sealed.
   */
  lines(after?: number): AsyncGenerator<{ line: JournalLine; place: Place }>;
  /** What each of all lines is of, quicker than reading it. */
  heads(): AsyncGenerator<{ head: Head; place: Place }>;
  /** A line that was passed before. */
  read(place: Place): JournalLine;
}

/**
 * The lines of a run's journal, in the order they were written; none before its first reply. A long
 * one gives the rest of the process its turn.
 */
export async function* readJournal(dir: string): AsyncGenerator<JournalLine> {
  using journal = openJournal(dir);
  const turns = openTurns();
  for await (const { line } of journal.lines()) {
    yield line;
    const due = turns();
    if (due !== null) await due;
  }
}

/**
 * Opens a run's journal. The tail is opened first: it says how much of what is sealed is before it,
 * whatever is sealed meanwhile.
 */
export function openJournal(dir: string): OpenJournal {
  const [tail, sealed] = [openThere(tailOf(dir)), openThere(sealedOf(dir))];
  const close = () => [tail, sealed].forEach((file) => file !== null && closeSync(file));
  const mark = tail === null ? null : readMark(tail);
  const frames = sealed === null ? null : openFrames(sealedOf(dir), sealed, mark ?? undefined);
  if ((frames?.end ?? 0) < (mark ?? 0)) {
    close();
    throw new Error(
      `${sealedOf(dir)} is gone or was cut, which holds what came before ${tailOf(dir)}: put it back; or take the first line of the latter away, and what is gone is asked for again`,
    );
  }
  // Without its mark a tail may hold what was sealed: each line counts once.
  const mayRepeat = frames !== null && tail !== null && mark === null;
  return {
    sealed: frames?.end ?? 0,
    async *lines(after = 0) {
      const twice = mayRepeat ? new Set<string>() : null;
      for (const { line, place } of frames?.lines(after) ?? []) {
        const whole = line.kind === "reply" ? withSaid(line, frames!) : line;
        twice?.add(JSON.stringify(whole));
        yield { line: whole, place };
      }
      if (tail === null) return;
      for await (const { value, at, length } of locateLines<TailLine>(tailOf(dir), tail)) {
        if (value?.kind === "sealed" || twice?.has(JSON.stringify(value))) continue;
        yield { line: value, place: { frame: null, at, length } };
      }
    },
    async *heads() {
      if (mayRepeat) {
        for await (const { line, place } of this.lines()) yield { head: line, place };
        return;
      }
      yield* frames?.heads() ?? [];
      if (tail === null) return;
      for await (const { value, at, length } of locateLines<TailLine>(tailOf(dir), tail))
        if (value?.kind !== "sealed") yield { head: value, place: { frame: null, at, length } };
    },
    read(place) {
      if (place.frame === null) return readLine<JournalLine>(tail!, place);
      const line = frames!.read(place) as SealedReply | FailureLine;
      return line.kind === "reply" ? withSaid(line, frames!) : line;
    },
    [Symbol.dispose]: close,
  };
}

const openThere = (file: string): number | null => (existsSync(file) ? openSync(file, "r") : null);

/** A reply with what was said before it in place of its hash. */
function withSaid(line: SealedReply, frames: OpenFrames): ReplyLine {
  if (typeof line.said === "string") line.said = frames.said(line.said);
  return line as ReplyLine;
}
