import type { Answer, Call } from "../answer.ts";
import type { Lookup } from "../lookup.ts";
import type { BatchOptions } from "./batch-options.ts";
import { openBatching, type BatchingParts } from "./batching.ts";

/** What an asker is opened with: where it looks, and how a call is made where not by itself. */
export interface AskingBy {
  by: { lookup: Lookup; answer?(call: Call): Promise<Answer> };
  close(): Promise<void>;
}

/**
 * Asking by batches, or one call at a time where `options` is null. A claim on a reply is renewed
 * for as long as its call is under way, and calls of batches are so by the ten thousand, for hours:
 * they claim nothing, so that runs beside each other that share a cache may hand over the same.
 */
export async function openAskingBy(
  lookup: Lookup,
  options: Required<BatchOptions> | null,
  parts: Omit<BatchingParts, "options">,
): Promise<AskingBy> {
  if (options === null) return { by: { lookup }, close: async () => {} };
  const { answer, close } = await openBatching({ ...parts, options });
  return { by: { lookup: { ...lookup, claim: () => true, release: () => {} }, answer }, close };
}
