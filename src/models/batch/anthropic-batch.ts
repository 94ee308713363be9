import type Anthropic from "@anthropic-ai/sdk";
import type {
  Message,
  MessageBatch,
  MessageBatchIndividualResponse,
  MessageBatchResult,
  MessageCreateParamsNonStreaming,
} from "@anthropic-ai/sdk/resources/messages";
import { anthropicReply } from "../anthropic-reply.ts";
import { finish, reach, type Caller } from "../call.ts";
import { ModelError, type CacheMark, type Reply, type Request } from "../model.ts";
import { responseError } from "../provider-error.ts";
import type { BatchDoor, BatchOutcome, BatchRequest, BatchState } from "./batch.ts";
import { outcomeOf } from "./outcome-of.ts";
import { readBodyLines } from "./read-lines.ts";

/** The clients of one key: for answers in JSON, and for results as they stream. */
export interface AnthropicClients {
  json: Anthropic;
  raw: Anthropic;
}

/**
 * Anthropic's Message Batches. There is no place for a tag: a batch whose creation was not answered
 * is known by its number of requests, and then by the ids among its results.
 */
export function anthropicBatches(
  caller: Caller,
  bodyOf: (request: Request, cache?: CacheMark) => MessageCreateParamsNonStreaming,
  connect: () => Promise<AnthropicClients>,
): BatchDoor<Request, Reply> {
  const entryOf = ({ customId, request, cache }: BatchRequest<Request>) => ({
    custom_id: customId,
    params: bodyOf(request, cache),
  });
  const retrieve = (id: string, signal?: AbortSignal): Promise<MessageBatch> =>
    reach(caller, signal, async (ending) =>
      (await connect()).json.messages.batches.retrieve(id, {}, { signal: ending }),
    );
  return {
    limits: { requests: 100_000, bytes: 256e6 },
    sizeOf: (request) => Buffer.byteLength(JSON.stringify(entryOf(request))) + 1,
    create: (_tag, requests, signal) =>
      reach(caller, signal, async (ending) => {
        const { batches } = (await connect()).json.messages;
        return stateOf(await batches.create({ requests: requests.map(entryOf) }, { signal: ending }));
      }),
    find: ({ since, customIds, known }, signal) =>
      reach(caller, signal, async (ending) => {
        const earliest = Date.parse(since) - clockSlackMs;
        for await (const batch of (await connect()).json.messages.batches.list({ limit: 100 }, { signal: ending })) {
          if (Date.parse(batch.created_at) < earliest) return null;
          const alike = !known.has(batch.id) && stateOf(batch).asked === customIds.size;
          if (alike) return { state: stateOf(batch), sure: false };
        }
        return null;
      }),
    async holds(id, customIds, signal) {
      const batch = await retrieve(id, signal);
      if (batch.results_url == null) return false;
      for await (const line of lines(caller, connect, batch, signal)) {
        const { custom_id: customId } = (line ?? {}) as Partial<MessageBatchIndividualResponse>;
        if (typeof customId === "string") return customIds.has(customId);
      }
      return false;
    },
    state: async (id, signal) => stateOf(await retrieve(id, signal)),
    async *outcomes(id, requestOf, signal) {
      for await (const line of lines(caller, connect, await retrieve(id, signal), signal)) {
        const { custom_id: customId, result } = (line ?? {}) as Partial<MessageBatchIndividualResponse>;
        const request = typeof customId === "string" ? requestOf(customId) : undefined;
        if (request !== undefined) yield read(caller, request, customId!, result);
      }
    },
    cancel: (id, signal) =>
      reach(caller, signal, async (ending) =>
        stateOf(await (await connect()).json.messages.batches.cancel(id, {}, { signal: ending })),
      ),
  };
}

/** How far the provider's clock and this machine's may be apart. */
const clockSlackMs = 3_600_000;

/** The result lines of an ended batch, as they stream. */
async function* lines(
  caller: Caller,
  connect: () => Promise<AnthropicClients>,
  { id, results_url: url, processing_status: status }: MessageBatch,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  if (url == null) {
    const words = `${caller.id}: batch ${id} has no results: ${status}`;
    throw new ModelError(words, { retryable: status !== "ended", status: 404 });
  }
  const { raw } = await connect();
  yield* readBodyLines(
    caller,
    await reach(caller, signal, (ending) => raw.get<Response>(url, { signal: ending }).asResponse()),
  );
}

function stateOf(batch: MessageBatch): BatchState {
  const { processing, succeeded, errored, canceled, expired } = batch.request_counts;
  return {
    id: batch.id,
    word: batch.processing_status,
    ended: batch.processing_status === "ended",
    asked: processing + succeeded + errored + canceled + expired,
    answered: succeeded,
    failed: errored + canceled + expired,
    canceled: batch.cancel_initiated_at != null,
    expiresAt: batch.expires_at,
    problem: null,
  };
}

function read(
  caller: Caller,
  request: Request,
  customId: string,
  result: MessageBatchResult | undefined,
): BatchOutcome<Reply> {
  return outcomeOf(caller, customId, () => {
    if (result?.type === "succeeded") {
      const reply = anthropicReply(caller.id, request, result.message as Message);
      return finish(caller, { ...reply, usage: { ...reply.usage, tier: "batch" } });
    }
    if (result?.type !== "errored")
      throw new ModelError(`${caller.id}: ${result?.type ?? "no result"}`, { retryable: true });
    const { type = "" } = result.error?.error ?? {};
    throw responseError(caller, statuses[type] ?? 500, new Headers(), JSON.stringify(result.error));
  });
}

/**
 * The status that an error of each type has where it is answered at once; others are the server's.
 */
const statuses: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
};
