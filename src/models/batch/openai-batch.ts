import type OpenAI from "openai";
import type { Batch } from "openai/resources/batches";
import type { Response as Responded, ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import { finish, reach, type Caller } from "../call.ts";
import { ModelError, type CacheMark, type Reply, type Request } from "../model.ts";
import { openaiReply } from "../openai-reply.ts";
import { responseError } from "../provider-error.ts";
import type { BatchDoor, BatchOutcome, BatchRequest, BatchState } from "./batch.ts";
import { outcomeOf } from "./outcome-of.ts";
import { readBodyLines } from "./read-lines.ts";

/** A line of a result file, as the Batch API's reference has it. */
interface ResultLine {
  custom_id: string;
  response: { status_code: number; request_id: string | null; body: unknown } | null;
  error: { code?: string; message?: string } | null;
}

/** The clients of one key: for answers in JSON, and for files as they are. */
export interface OpenAIClients {
  json: OpenAI;
  raw: OpenAI;
}

const endings = ["completed", "failed", "expired", "cancelled"];

/**
 * OpenAI's Batch API over the Responses API: requests go up as a file, and come back as two, of
 * what was answered and of what was not. The tag stands in the batch's metadata.
 */
export function openaiBatches(
  caller: Caller,
  bodyOf: (request: Request, cache?: CacheMark) => ResponseCreateParamsNonStreaming,
  connect: () => Promise<OpenAIClients>,
): BatchDoor<Request, Reply> {
  const lineOf = ({ customId, request, cache }: BatchRequest<Request>): string =>
    `${JSON.stringify({ custom_id: customId, method: "POST", url: "/v1/responses", body: bodyOf(request, cache) })}\n`;
  return {
    limits: { requests: 50_000, bytes: 200e6 },
    sizeOf: (request) => Buffer.byteLength(lineOf(request)),
    create: (tag, requests, signal) =>
      reach(caller, signal, async (ending) => {
        const { files, batches } = (await connect()).json;
        const file = new File(requests.map(lineOf), "requests.jsonl", { type: "application/jsonl" });
        const { id } = await files.create({ file, purpose: "batch" }, { signal: ending });
        const request = { input_file_id: id, endpoint: "/v1/responses", completion_window: "24h" } as const;
        return stateOf(await batches.create({ ...request, metadata: { [tagName]: tag } }, { signal: ending }));
      }),
    find: ({ tag, since }, signal) =>
      reach(caller, signal, async (ending) => {
        const { batches } = (await connect()).json;
        const earliest = Date.parse(since) / 1000 - clockSlack;
        for await (const batch of batches.list({ limit: 100 }, { signal: ending })) {
          if (batch.metadata?.[tagName] === tag) return { state: stateOf(batch), sure: true };
          if (batch.created_at < earliest) return null;
        }
        return null;
      }),
    holds: async () => true,
    state: (id, signal) =>
      reach(caller, signal, async (ending) =>
        stateOf(await (await connect()).json.batches.retrieve(id, { signal: ending })),
      ),
    async *outcomes(id, requestOf, signal) {
      const { json, raw } = await connect();
      const batch = await reach(caller, signal, (ending) => json.batches.retrieve(id, { signal: ending }));
      for (const file of [batch.output_file_id, batch.error_file_id].filter((file) => file != null)) {
        const response = await reach(caller, signal, (ending) => raw.files.content(file, { signal: ending }));
        for await (const line of readBodyLines(caller, response)) {
          const { custom_id: customId } = (line ?? {}) as Partial<ResultLine>;
          const request = typeof customId === "string" ? requestOf(customId) : undefined;
          if (request !== undefined) yield read(caller, request, line as ResultLine);
        }
      }
    },
    cancel: (id, signal) =>
      reach(caller, signal, async (ending) =>
        stateOf(await (await connect()).json.batches.cancel(id, { signal: ending })),
      ),
  };
}

/** The key of a batch's metadata that holds its tag. */
const tagName = "parallax";

/**
 * The code of a batch with more tokens than the account may have waiting: it is taken once others
 * have ended.
 */
const tooMuchAtOnce = "token_limit_exceeded";

/** How far, in seconds, the provider's clock and this machine's may be apart. */
const clockSlack = 3600;

function stateOf(batch: Batch): BatchState {
  const { total = 0, completed = 0, failed = 0 } = batch.request_counts ?? {};
  const errors = batch.errors?.data ?? [];
  const words = errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
  const passing = errors.some(({ code }) => code === tooMuchAtOnce);
  return {
    id: batch.id,
    word: batch.status,
    ended: endings.includes(batch.status),
    asked: total,
    answered: completed,
    failed,
    canceled: batch.status === "cancelling" || batch.status === "cancelled",
    expiresAt: batch.expires_at == null ? null : new Date(1000 * batch.expires_at).toISOString(),
    problem: batch.status === "failed" ? { words: words || "the batch failed", passing } : null,
  };
}

function read(
  caller: Caller,
  request: Request,
  { custom_id: customId, response, error }: ResultLine,
): BatchOutcome<Reply> {
  return outcomeOf(caller, customId, () => {
    if (response == null) throw unanswered(caller, error);
    const { status_code: status, request_id: requestId, body } = response;
    if (status >= 400) throw responseError(caller, status, new Headers(), JSON.stringify(body));
    const reply = openaiReply(caller.id, request, { ...(body as Responded), _request_id: requestId });
    return finish(caller, { ...reply, usage: { ...reply.usage, tier: "batch" } });
  });
}

function unanswered({ id }: Caller, error: ResultLine["error"]): ModelError {
  const words = [error?.code, error?.message].filter(Boolean).join(": ") || "no answer and no reason";
  return new ModelError(`${id}: ${words}`, { retryable: true });
}
