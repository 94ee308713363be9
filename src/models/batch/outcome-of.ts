import { blotKeys } from "../blot-key.ts";
import { filteredReply, type Caller } from "../call.ts";
import { oneShortLine } from "../error-body.ts";
import { Filtered } from "../filtered.ts";
import { ModelError, type Reply } from "../model.ts";
import type { BatchOutcome } from "./batch.ts";

/**
 * One result of a batch, as `read` makes it out: a content filter's is a reply, what it throws else
 * is this request's failure alone.
 */
export function outcomeOf(caller: Caller, customId: string, read: () => Omit<Reply, "latencyMs">): BatchOutcome<Reply> {
  try {
    return { customId, reply: { ...read(), latencyMs: null } };
  } catch (error) {
    if (error instanceof Filtered) return { customId, reply: { ...filteredReply(caller, error), latencyMs: null } };
    const said = oneShortLine(error instanceof Error ? error.message : String(error));
    const words = blotKeys(said, caller.secrets);
    const { retryable = true } = error instanceof ModelError ? error : {};
    return { customId, error: new ModelError(words, { retryable }), retryable };
  }
}
