import { bodyOf, errorBody, type Said } from "../provider-bodies.ts";

/** What becomes of one request of a batch. */
export type Fate = Said | { fate: "errored" | "invalid" | "expired" | "canceled" | "missing" | "garbled" };

/** One request of a batch as it arrived. */
export interface BatchAsked {
  batch: string;
  customId: string;
  wire: "responses" | "messages";
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever the provider's API has
  body: any;
}

/** A batch as the server holds it. */
export interface HeldBatch {
  id: string;
  wire: "responses" | "messages";
  requests: BatchAsked[];
  metadata: Record<string, string> | null;
  createdAt: number;
  /** Looks until it ends. */
  looks: number;
  canceled: boolean;
  /** The code of the error that it failed of as a whole; null where it did not. */
  problem: string | null;
  /** Of each request. */
  fateOf(asked: BatchAsked): Fate;
}

const hasEnded = ({ looks, canceled, problem }: HeldBatch): boolean => looks <= 0 || canceled || problem !== null;

function isAnswered(batch: HeldBatch, asked: BatchAsked): boolean {
  const came = batch.fateOf(asked);
  return !("fate" in came) || came.fate === "garbled";
}

/** Test support: a batch as OpenAI and Anthropic describe theirs. */
export function batchShape(batch: HeldBatch, url: string): unknown {
  return batch.wire === "messages" ? messageBatch(batch, url) : fileBatch(batch);
}

function messageBatch(batch: HeldBatch, url: string): unknown {
  const ended = hasEnded(batch);
  const { length } = batch.requests;
  const succeeded = ended ? batch.requests.filter((each) => isAnswered(batch, each)).length : 0;
  const createdAt = new Date(batch.createdAt).toISOString();
  return {
    id: batch.id,
    type: "message_batch",
    processing_status: ended ? "ended" : "in_progress",
    request_counts: {
      processing: ended ? 0 : length,
      succeeded,
      errored: ended ? length - succeeded : 0,
      canceled: 0,
      expired: 0,
    },
    created_at: createdAt,
    expires_at: new Date(batch.createdAt + 86_400_000).toISOString(),
    ended_at: ended ? createdAt : null,
    cancel_initiated_at: batch.canceled ? createdAt : null,
    archived_at: null,
    results_url: ended ? `${url}/v1/messages/batches/${batch.id}/results` : null,
  };
}

function fileBatch(batch: HeldBatch): unknown {
  const ended = hasEnded(batch);
  const { length } = batch.requests;
  const completed = ended ? batch.requests.filter((each) => isAnswered(batch, each)).length : 0;
  const createdAt = Math.floor(batch.createdAt / 1000);
  return {
    id: batch.id,
    object: "batch",
    endpoint: "/v1/responses",
    completion_window: "24h",
    status: ended ? endingOf(batch) : "in_progress",
    errors: batch.problem && { object: "list", data: [{ code: batch.problem, message: "not taken" }] },
    output_file_id: ended ? `file_out-${batch.id}` : null,
    error_file_id: ended ? `file_err-${batch.id}` : null,
    created_at: createdAt,
    expires_at: createdAt + 86_400,
    request_counts: { total: length, completed, failed: ended ? length - completed : 0 },
    metadata: batch.metadata,
  };
}

/** OpenAI's word for how a batch ended. */
function endingOf({ problem, canceled, requests, fateOf }: HeldBatch): string {
  if (problem !== null) return "failed";
  if (canceled) return "cancelled";
  const isLate = (came: Fate) => "fate" in came && came.fate === "expired";
  return requests.some((asked) => isLate(fateOf(asked))) ? "expired" : "completed";
}

/**
 * Test support: the result lines of a batch, all of them, or those of OpenAI's file of what was
 * answered or of what was not; the last request first.
 */
export function resultLines(batch: HeldBatch, which: "all" | "answered" | "unanswered"): string[] {
  return batch.requests.toReversed().flatMap((asked) => {
    const came = batch.fateOf(asked);
    if ("fate" in came && came.fate === "missing") return [];
    if (which !== "all" && isAnswered(batch, asked) !== (which === "answered")) return [];
    if ("fate" in came && came.fate === "garbled") return [`{"custom_id": "${asked.customId}", "resp`];
    return [JSON.stringify(asked.wire === "messages" ? message(asked, came) : response(asked, came))];
  });
}

function response({ customId, body }: BatchAsked, came: Fate): unknown {
  const line = (part: object) => ({
    id: `batch_req_${customId}`,
    custom_id: customId,
    response: null,
    error: null,
    ...part,
  });
  const answered = (status: number, content: unknown) =>
    line({ response: { status_code: status, request_id: "req_test", body: content } });
  if (!("fate" in came)) return answered(200, bodyOf("responses", body.model, came));
  if (came.fate === "errored") return answered(500, errorBody("responses", "server_error", "it broke"));
  if (came.fate === "invalid") return answered(400, errorBody("responses", "invalid_request_error", "not so"));
  return line({ error: { code: `batch_${came.fate}`, message: "not answered in time" } });
}

function message({ customId, body }: BatchAsked, came: Fate): unknown {
  const line = (result: object) => ({ custom_id: customId, result });
  if (!("fate" in came)) return line({ type: "succeeded", message: bodyOf("messages", body.model, came) });
  if (came.fate === "errored") return line({ type: "errored", error: errorBody("messages", "api_error", "it broke") });
  if (came.fate === "invalid")
    return line({ type: "errored", error: errorBody("messages", "invalid_request_error", "not so") });
  return line({ type: came.fate });
}
