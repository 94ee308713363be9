import type { LostBatch } from "../../models/batch/batch.ts";
import type { BatchLog, KeptBatch } from "./batch-log.ts";

/** What is known of a batch whose creation was never answered. */
export function lostOf(batch: KeptBatch, log: Pick<BatchLog, "batches">): LostBatch {
  const others = log.batches.flatMap(({ state }) => state?.id ?? []);
  const known = new Set([...others, ...batch.foreign]);
  return { tag: batch.tag, since: batch.at, customIds: batch.requests, known };
}
