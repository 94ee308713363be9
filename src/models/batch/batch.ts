import type { CacheMark } from "../cache-mark.ts";

/** One request of a batch; `customId` is what its result is known by. */
export interface BatchRequest<Request> {
  customId: string;
  request: Request;
  /** What of its prompt the provider is asked to keep. */
  cache?: CacheMark;
}

/** How a batch stands at its provider. */
export interface BatchState {
  id: string;
  /** The provider's own word for it. */
  word: string;
  /** Whether nothing more will be answered. */
  ended: boolean;
  /** Requests: all of them, those answered, and those that ended without an answer. */
  asked: number;
  answered: number;
  failed: number;
  /** Whether its owner has had it canceled: what it has not answered by then it will not. */
  canceled: boolean;
  /** ISO time at which the provider gives up what is left; null where it does not say. */
  expiresAt: string | null;
  /**
   * Why the batch failed as a whole, in the provider's words, and whether it may be handed over
   * again later; null where it did not.
   */
  problem: { words: string; passing: boolean } | null;
}

/** How one request of an ended batch came out: a reply, or why there is none. */
export type BatchOutcome<Reply> = { customId: string } & (
  { reply: Reply; error?: never } | { error: Error; retryable: boolean; reply?: never }
);

/** What is known of a batch whose creation was never answered. */
export interface LostBatch {
  tag: string;
  /** ISO time before which it was not made. */
  since: string;
  customIds: ReadonlySet<string>;
  /** Ids of batches that are accounted for. */
  known: ReadonlySet<string>;
}

/**
 * A provider's batch interface: many requests handed over at once, answered within a day, at half
 * the price. Everything throws a ModelError for what the provider or the network did, with status
 * 404 where the batch or its results are gone.
 */
export interface BatchDoor<Request, Reply> {
  /** The most that one batch takes. */
  limits: { requests: number; bytes: number };
  /** A request's size as it is handed over, in bytes. */
  sizeOf(request: BatchRequest<Request>): number;
  /** Hands over a batch marked with `tag`, where the provider has a place for one. */
  create(tag: string, requests: readonly BatchRequest<Request>[], signal?: AbortSignal): Promise<BatchState>;
  /**
   * The batch whose creation was not answered; null where the provider has none such. Where it is
   * not sure, its results tell, once it has ended.
   */
  find(lost: LostBatch, signal?: AbortSignal): Promise<{ state: BatchState; sure: boolean } | null>;
  /** Whether an ended batch answered requests of these ids. */
  holds(id: string, customIds: ReadonlySet<string>, signal?: AbortSignal): Promise<boolean>;
  state(id: string, signal?: AbortSignal): Promise<BatchState>;
  /**
   * What came of an ended batch's requests, one at a time as it streams, in any order; of those
   * that `requestOf` knows. Some may be missing.
   */
  outcomes(
    id: string,
    requestOf: (customId: string) => Request | undefined,
    signal?: AbortSignal,
  ): AsyncGenerator<BatchOutcome<Reply>>;
  /** Has nothing more of it answered. */
  cancel(id: string, signal?: AbortSignal): Promise<BatchState>;
}
