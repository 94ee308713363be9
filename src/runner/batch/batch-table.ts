import type { BatchState } from "../../models/batch/batch.ts";
import { readJournal } from "../journal/read-journal.ts";
import type { Answered } from "../trial.ts";
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
  /** Replies of it that are on disk, and what they cost in USD; null where unknown. */
  kept: number;
  usd: number | null;
}

/**
 * The batches of a run's folder, by what is on disk, or by `states` where their provider was asked
 * since. `judged` are the judges' replies there.
 */
export async function batchTable(
  dir: string,
  states: ReadonlyMap<string, BatchState>,
  judged: AsyncIterable<Answered>,
): Promise<BatchRow[]> {
  const seen = await readBatches(dir);
  const batches = seen.map((batch) => ({ ...batch, state: states.get(batch.tag) ?? batch.state }));
  const byKey = new Map<string, KeptBatch>();
  for (const batch of batches) for (const request of batch.requests) byKey.set(keyOf(request), batch);
  const costs = new Map<string, { kept: number; usd: number | null }>();
  const add = ({ key, reply, usd: cost }: Answered) => {
    const tag = reply.usage.tier === "batch" ? byKey.get(key.slice(0, 40))?.tag : undefined;
    if (tag === undefined) return;
    const { kept, usd } = costs.get(tag) ?? { kept: 0, usd: 0 };
    costs.set(tag, { kept: kept + 1, usd: usd === null || cost === null ? null : usd + cost });
  };
  for await (const line of readJournal(dir)) if (line.kind === "reply") add(line);
  for await (const line of judged) add(line);
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
