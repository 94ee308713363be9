import { setTimeout as sleep } from "node:timers/promises";
import type { BatchState } from "../../models/batch/batch.ts";
import type { Model } from "../../models/model.ts";
import type { Terms } from "../answer.ts";
import { backoff } from "../retry.ts";
import type { BatchLog, KeptBatch } from "./batch-log.ts";
import { lostOf } from "./lost.ts";
import { patiently } from "./patiently.ts";

/**
 * Looks for a batch that may have been taken though nobody said so, more than once where it was
 * handed over just now: it may be listed a little later. Notes it where it is found.
 */
export async function findLost(
  terms: Terms,
  log: BatchLog,
  batch: KeptBatch,
  model: Model,
): Promise<BatchState | null> {
  const times = Date.now() - Date.parse(batch.at) < recentMs ? looks : 1;
  for (let time = 1; time <= times; time++) {
    if (times > 1)
      await sleep(
        backoff(terms.retry, time, () => 1),
        undefined,
        { signal: terms.halt.drain },
      );
    const found = await patiently(terms, () => model.batch!.find(lostOf(batch, log), terms.halt.drain));
    if (found === null) continue;
    await log.note({ kind: "created", tag: batch.tag, ...found });
    return found.state;
  }
  return null;
}

const looks = 3;
const recentMs = 600_000;
