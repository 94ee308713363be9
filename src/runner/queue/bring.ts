import { readJournal } from "../journal/read-journal.ts";
import { nextOf, stages } from "../stage.ts";
import type { ReplyLine } from "../trial.ts";
import { jobId } from "./boss.ts";
import { placeOf } from "./collector.ts";
import type { Queue } from "./open-queue.ts";
import type { Patience } from "./reach.ts";
import type { Queued } from "./queued.ts";
import { lineHash, settling, type Settled } from "./settle.ts";

/**
 * Brings to a queue the replies that only the run's folder has: of a run that was begun without
 * one, or of a database that was lost.
 */
export async function bring(
  queue: Queue,
  { dir, plan }: Pick<Queued, "dir" | "plan">,
  missing: ReadonlySet<string>,
  patience: Patience,
): Promise<void> {
  if (missing.size === 0) return;
  const byTrial = new Map<string, ReplyLine[]>();
  const wanted = new Set([...missing].map((place) => place.split(" ", 1)[0]!));
  for await (const line of readJournal(dir)) {
    if (line.kind !== "reply" || !wanted.has(line.trial)) continue;
    const replies = byTrial.get(line.trial) ?? [];
    if (replies.some((reply) => placeOf(reply) === placeOf(line))) continue;
    byTrial.set(line.trial, [...replies, line]);
  }
  const stageOf = stages(plan);
  const worker = "the run's folder";
  await queue.database.query(
    `INSERT INTO ${queue.schema}.workers (id, host, gone) VALUES ($1, '', true) ON CONFLICT DO NOTHING`,
    [worker],
  );
  const settle = settling(queue, worker, patience);
  const settled = plan.trials.flatMap((trial, index): Settled[] => {
    const replies = byTrial.get(trial.id) ?? [];
    return replies.map((line, turn) => ({
      line,
      model: trial.model,
      after: turn === 0 ? null : lineHash(replies[turn - 1]!),
      ends: nextOf(stageOf(trial), trial, replies.slice(0, turn + 1)) === null,
      lease: { id: jobId(trial, index), retryCount: 0 },
    }));
  });
  await Promise.all(settled.map(settle));
}
