import { join } from "node:path";
import { countReply } from "../count-reply.ts";
import type { Halt } from "../halt.ts";
import type { Lookup } from "../lookup.ts";
import type { CallEvent } from "../progress.ts";
import { recording, type Recorder } from "../record.ts";
import type { FailureLine, ReplyLine, Run } from "../trial.ts";
import type { Came, Settled } from "./settle.ts";
import type { UnderWay } from "./under-way.ts";
import type { WorkerFolder } from "./worker-folder.ts";

interface Keeping {
  folder: WorkerFolder;
  lookup: Lookup;
  halt: Halt;
  underWay: UnderWay;
  settle(settled: Settled): Promise<Came>;
  summary: Run["summary"];
  tell(event: CallEvent): void;
}

/** As a {@link Recorder}, that hands on a trial's last reply without waiting for the queue. */
export interface Keeper extends Recorder<ReplyLine | FailureLine> {
  /**
   * Whether the queue took the last reply of a trial, once it said so; undefined of a trial that is
   * not at its end. Resolves at once with a promise where few others wait for the queue.
   */
  handedOn(trial: string): Promise<boolean> | undefined;
  /** Resolves when there is room for another trial. */
  room(): Promise<void>;
  /** Resolves when the queue has said what became of all. */
  settled(): Promise<void>;
}

/**
 * Keeps lines of trials under way: on this machine's disk, then in the queue, then counted. A line
 * that the queue refuses, as another worker's stands there, is not counted, and its trial is left.
 * Nothing comes after a trial's last reply: while that is on its way from the disk to the queue
 * other trials are asked, `most` of them.
 */
export function keeping(parts: Keeping, most: number): Keeper {
  const { folder, lookup, halt, underWay, settle, summary, tell } = parts;
  const onTheirWay = new Map<string, Promise<boolean>>();
  const waiting = new Map<string, Settled>();
  const journal = {
    async append(line: unknown) {
      const settled = underWay.settled(line as ReplyLine | FailureLine);
      waiting.set(settled.line.trial, settled);
      await folder.journal.append({ kind: "line", ...settled });
    },
    get deleted() {
      return folder.journal.deleted;
    },
  };
  const file = join(folder.dir, "worker.jsonl");
  const onDisk = recording<ReplyLine | FailureLine>({ file, journal, lookup, halt, note: () => {} });
  const count = ({ line, model, ends }: Settled, before: readonly ReplyLine[], came: Came): boolean => {
    if (line.kind === "failure") {
      underWay.failed.set(line.trial, line.error);
      if (came === "over") summary.failed++;
      return true;
    }
    if (came === "refused") return false;
    const replies = [...before, line];
    if (!ends) underWay.begun.set(line.trial, replies);
    countReply(summary, model, line);
    if (ends) complete(summary, replies);
    return true;
  };
  const bring = async (settled: Settled, before: readonly ReplyLine[]): Promise<boolean> => {
    const counted = count(settled, before, await settle(settled));
    const { line } = settled;
    tell(line.kind === "failure" ? { kind: "failure", error: line.error } : { kind: "reply" });
    return counted;
  };
  return {
    check: onDisk.check,
    handedOn: (trial) => onTheirWay.get(trial),
    async room() {
      while (onTheirWay.size >= most) await Promise.race(onTheirWay.values());
    },
    async settled() {
      await Promise.all(onTheirWay.values());
    },
    async record(line) {
      const kept = await onDisk.record(line);
      if (kept === null) return null;
      const settled = waiting.get(line.trial)!;
      waiting.delete(line.trial);
      const bringing = bring(settled, underWay.begun.get(line.trial) ?? []);
      if (!settled.ends) return (await bringing) ? kept : null;
      const handed = bringing.finally(() => onTheirWay.delete(line.trial));
      onTheirWay.set(line.trial, handed);
      // Whoever asks for it hears of a failure.
      handed.catch(() => {});
      return kept;
    },
  };
}

function complete(summary: Run["summary"], replies: readonly ReplyLine[]): void {
  summary.done++;
  if (replies.some(({ reply }) => reply.stop === "refusal" || reply.stop === "filter")) summary.refused++;
  if (replies.every(({ cached }) => cached)) summary.cached++;
}
