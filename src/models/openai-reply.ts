import type { Response, ResponseOutputText } from "openai/resources/responses/responses";
import { expectText } from "./expect-text.ts";
import type { Reply, Request, Stop } from "./model.ts";
import { ModelError } from "./model.ts";
import { isFilterCode } from "./filtered.ts";
import { sayEmpty } from "./say-empty.ts";
import { servedAs } from "./service-tier.ts";
import { stopOf, stopWordOf } from "./stop-reason.ts";
import { withChoices } from "./top-choices.ts";
import { withCalls } from "./with-calls.ts";

/**
 * A Responses API body as a Reply. A refusal or filter is a reply; a failed or misshapen response
 * throws ModelError.
 */
export function openaiReply(
  id: string,
  request: Request,
  body: Response & { _request_id?: string | null },
): Omit<Reply, "latencyMs"> {
  if (!Array.isArray(body?.output))
    throw new ModelError(`${id}: the body is not a response: no "output" list`, { retryable: true });
  const filtered = filteredBy(id, body);
  const parts = body.output.flatMap((item) => (item.type === "message" ? (item.content ?? []) : []));
  const texts = parts.filter((part): part is ResponseOutputText => part.type === "output_text");
  const refusals = parts.flatMap((part) => (part.type === "refusal" ? [expectText(id, part.refusal)] : []));
  const thoughts = body.output.flatMap((item) =>
    item.type === "reasoning"
      ? [...(item.summary ?? []), ...(item.content ?? [])].map(({ text }) => expectText(id, text))
      : [],
  );
  const incomplete = body.incomplete_details?.reason ?? null;
  const { usage } = body;
  const written = usage?.input_tokens_details?.cache_write_tokens ?? 0;
  const reply = {
    text: [...texts.map(({ text }) => expectText(id, text)), ...refusals].join(""),
    reasoning: thoughts.length > 0 ? thoughts.join("\n\n") : null,
    stop: refusals.length > 0 ? "refusal" : filtered !== null ? "filter" : endOf(id, body.status, incomplete),
    stopDetail: filtered ?? stopWordOf(incomplete ?? body.status),
    usage: {
      input: usage?.input_tokens ?? null,
      output: usage?.output_tokens ?? null,
      cachedInput: usage?.input_tokens_details?.cached_tokens ?? null,
      ...(written > 0 && { cacheWrite: written }),
      ...servedAs(body.service_tier, request.params),
      reasoning: usage?.output_tokens_details?.reasoning_tokens ?? null,
    },
    servedModel: body.model ?? null,
    requestId: body._request_id ?? null,
    fingerprint: null,
    choices: null,
  } satisfies Omit<Reply, "latencyMs">;
  const calls = body.output.filter((item) => item.type === "function_call");
  const top = texts[0]?.logprobs?.[0]?.top_logprobs;
  const whole = withCalls(request, withChoices(id, request, reply, top), calls);
  return sayEmpty(whole, { calls, content: texts.length > 0 ? reply.text : body.output.map(({ type }) => type) });
}

/**
 * Why a response failed where that was a filter; null where it did not fail. Throws on another
 * failure.
 */
function filteredBy(id: string, { status, error }: Response): string | null {
  if (status !== "failed" || !error) return null;
  const { code, message } = error;
  if (isFilterCode(code)) return `${code}: ${message}`;
  const retryable = code === "server_error" || code === "rate_limit_exceeded";
  throw new ModelError(`${id}: ${code}: ${message}`, { retryable });
}

/**
 * A whole response says "completed", an incomplete one why; servers that say neither are taken to
 * be whole.
 */
function endOf(id: string, status: string | undefined, incomplete: string | null): Stop {
  if (incomplete !== null) return stopOf(id, incomplete);
  return status === undefined ? "end" : stopOf(id, status);
}
