import { nextOf, stages } from "../stage.ts";
import type { FailureLine, Plan, ReplyLine, Trial } from "../trial.ts";
import type { Leases } from "./leases.ts";
import type { Queue } from "./open-queue.ts";
import { lineHash, type Settled } from "./settle.ts";

/** The trials that a worker holds, as far as they are. */
export interface UnderWay {
  /** Replies, by trial. */
  begun: Map<string, ReplyLine[]>;
  /** Why a trial was given up for now. */
  failed: Map<string, string>;
  /** Takes up trials with the replies that the queue has to them. */
  begin(queue: Queue, trials: readonly Trial[]): Promise<void>;
  /** A line with what it follows, and whether its trial ends with it. */
  settled(line: ReplyLine | FailureLine): Settled;
  forget(trial: string): void;
}

/** None yet. */
export function openUnderWay(plan: Plan, leases: Leases): UnderWay {
  const stageOf = stages(plan);
  const trials = new Map<string, Trial>();
  const begun = new Map<string, ReplyLine[]>();
  const failed = new Map<string, string>();
  return {
    begun,
    failed,
    settled(line) {
      const trial = trials.get(line.trial)!;
      const before = begun.get(line.trial) ?? [];
      const after = before.length === 0 ? null : lineHash(before.at(-1)!);
      const ends = line.kind === "reply" && nextOf(stageOf(trial), trial, [...before, line]) === null;
      return { line, model: trial.model, after, ends, lease: leases.of(line.trial) };
    },
    async begin({ database, schema }, some) {
      const ids = some.map(({ id }) => id);
      const rows = await database.query(
        `SELECT trial, line FROM ${schema}.lines WHERE trial = ANY($1) AND hash IS NOT NULL ORDER BY seq`,
        [ids],
      );
      for (const trial of some) {
        trials.set(trial.id, trial);
        begun.set(trial.id, []);
      }
      for (const { trial, line } of rows) begun.get(String(trial))!.push(JSON.parse(String(line)) as ReplyLine);
    },
    forget(trial) {
      for (const each of [trials, begun, failed]) each.delete(trial);
    },
  };
}
