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

/**
 * Keeps lines of trials under way: on this machine's disk, then in the queue, then counted. A line
 * that the queue refuses, as another worker's stands there, is not counted, and its trial is left.
 */
export function keeping(parts: Keeping): Recorder<ReplyLine | FailureLine> {
  const { folder, lookup, halt, underWay, settle, summary, tell } = parts;
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
  const count = ({ line, model, ends }: Settled, came: Came): boolean => {
    if (line.kind === "failure") {
      underWay.failed.set(line.trial, line.error);
      if (came === "over") summary.failed++;
      return true;
    }
    if (came === "refused") return false;
    const replies = [...(underWay.begun.get(line.trial) ?? []), line];
    underWay.begun.set(line.trial, replies);
    countReply(summary, model, line);
    if (ends) complete(summary, replies);
    return true;
  };
  return {
    check: onDisk.check,
    async record(line) {
      const kept = await onDisk.record(line);
      if (kept === null) return null;
      const settled = waiting.get(line.trial)!;
      waiting.delete(line.trial);
      const counted = count(settled, await settle(settled));
      tell(kept.kind === "failure" ? { kind: "failure", error: kept.error } : { kind: "reply" });
      return counted ? kept : null;
    },
  };
}

function complete(summary: Run["summary"], replies: readonly ReplyLine[]): void {
  summary.done++;
  if (replies.some(({ reply }) => reply.stop === "refusal" || reply.stop === "filter")) summary.refused++;
  if (replies.every(({ cached }) => cached)) summary.cached++;
}
