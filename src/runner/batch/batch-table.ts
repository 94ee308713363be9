import type { BatchState } from "../../models/batch/batch.ts";
import { readJournal } from "../journal/read-journal.ts";
import { readBatches, type BatchUser, type KeptBatch } from "./batch-log.ts";

/** A batch of a folder, as it stood when it was last seen. */
export interface BatchRow {
  /** The provider's id; null where it is not known whether the provider has it. */
  id: string | null;
  tag: string;
  model: string;
  /** Whose: the run's, or a judge's. */
  of: BatchUser;
  at: string;
  /** The provider's word, "lost" where its creation was not answered, or "void". */
  state: string;
  ended: boolean;
  asked: number;
  answered: number;
  failed: number;
  /** Requests that were, or are to be, asked again. */
  unanswered: number;
  /** Replies of it that the journal has, and what they cost in USD; null where unknown. */
  kept: number;
  usd: number | null;
}

/**
 * The batches of a run's folder, by what is on disk, or by `states` where their provider was asked
 * since. Kept replies and their cost are of the run's own.
 */
export async function batchTable(
  dir: string,
  states: ReadonlyMap<string, BatchState> = new Map(),
): Promise<BatchRow[]> {
  const seen = await readBatches(dir);
  const batches = seen.map((batch) => ({ ...batch, state: states.get(batch.tag) ?? batch.state }));
  const byKey = new Map<string, KeptBatch>();
  for (const batch of batches) for (const request of batch.requests) byKey.set(keyOf(request), batch);
  const costs = new Map<string, { kept: number; usd: number | null }>();
  for await (const line of readJournal(dir)) {
    const tag =
      line.kind === "reply" && line.reply.usage.tier === "batch" ? byKey.get(line.key.slice(0, 40))?.tag : undefined;
    if (line.kind !== "reply" || tag === undefined) continue;
    const { kept, usd } = costs.get(tag) ?? { kept: 0, usd: 0 };
    costs.set(tag, { kept: kept + 1, usd: usd === null || line.usd === null ? null : usd + line.usd });
  }
  return batches.map(({ tag, of, model, at, state, void: why, requests, unanswered }) => ({
    id: state?.id ?? null,
    tag,
    model,
    of,
    at,
    state: why !== null ? "void" : (state?.word ?? "lost"),
    ended: why !== null || state?.ended === true,
    asked: requests.size,
    answered: state?.answered ?? 0,
    failed: state?.failed ?? 0,
    unanswered: unanswered.size,
    ...(costs.get(tag) ?? { kept: 0, usd: 0 }),
  }));
}

const keyOf = (request: string): string => request.slice(request.indexOf("-") + 1);
