import { sha256 } from "../../lib/hash.ts";
import { readJournal } from "../journal/read-journal.ts";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { collecting } from "./collect.ts";
import type { Queue } from "./open-queue.ts";
import type { Patience } from "./reach.ts";
import type { Queued } from "./queued.ts";

/** Brings what is new in a queue into a run's folder. */
export interface Collector {
  /** Resolves once all that was committed when it began is on disk and counted. */
  collect(): Promise<void>;
  /** Trials that are done, or were given up. */
  over(): number;
  /** Replies of the folder that the queue has not, as {@link placeOf} names them. */
  missing(): ReadonlySet<string>;
}

/** Which line of a run this is: a trial has one reply to each turn, and any number of failures. */
export const placeOf = (line: ReplyLine | FailureLine): string =>
  line.kind === "reply"
    ? `${line.trial} ${line.turn}`
    : `${line.trial} ${line.turn} ${sha256(JSON.stringify([line.error, line.attempts])).slice(0, 16)}`;

/** A collector into the folder of a run, which may hold lines already. */
export async function openCollector(
  queue: Queue,
  { dir, ledger, journal, tell }: Pick<Queued, "dir" | "ledger" | "journal" | "tell">,
  patience: Patience,
): Promise<Collector> {
  const lines = collecting(queue, patience);
  const there = new Set<string>();
  const missing = new Set<string>();
  for await (const line of readJournal(dir)) {
    there.add(placeOf(line));
    if (line.kind === "reply") missing.add(placeOf(line));
  }
  const givenUp = new Set<string>();
  return {
    missing: () => missing,
    over: () => ledger.summary.done + givenUp.size,
    async collect() {
      const writing: Promise<void>[] = [];
      for await (const { line, ends } of lines()) {
        const place = placeOf(line);
        missing.delete(place);
        if (!there.has(place)) {
          there.add(place);
          writing.push(journal.append(line));
          ledger.add(line);
          tell(line);
        }
        if (ledger.isDone(line.trial)) givenUp.delete(line.trial);
        else if (line.kind === "failure" && ends) givenUp.add(line.trial);
      }
      await Promise.all(writing);
    },
  };
}
