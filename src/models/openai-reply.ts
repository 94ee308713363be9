import type { Response, ResponseOutputText } from "openai/resources/responses/responses";
import type { Reply, Request, Stop } from "./model.ts";
import { ModelError } from "./model.ts";
import { isFilterCode } from "./provider-error.ts";
import { withChoices } from "./top-choices.ts";
import { withCalls } from "./with-calls.ts";

/** A Responses API body as a Reply. A refusal or filter is a reply; a failed or misshapen response throws ModelError. */
export function openaiReply(
  id: string,
  request: Request,
  body: Response & { _request_id?: string | null },
): Omit<Reply, "latencyMs"> {
  if (!Array.isArray(body?.output))
    throw new ModelError(`${id}: the body is not a response: no "output" list`, { retryable: true });
  const failed = body.status === "failed" ? body.error : null;
  if (failed && !isFilterCode(failed.code)) {
    const retryable = failed.code === "server_error" || failed.code === "rate_limit_exceeded";
    throw new ModelError(`${id}: ${failed.code}: ${failed.message}`, { retryable });
  }
  const parts = body.output.flatMap((item) => (item.type === "message" ? item.content : []));
  const texts = parts.filter((part): part is ResponseOutputText => part.type === "output_text");
  const refusals = parts.flatMap((part) => (part.type === "refusal" ? [part.refusal] : []));
  const thoughts = body.output.flatMap((item) =>
    item.type === "reasoning" ? [...item.summary, ...(item.content ?? [])].map(({ text }) => text) : [],
  );
  const top = texts[0]?.logprobs?.[0]?.top_logprobs;
  const incomplete = body.incomplete_details?.reason ?? null;
  const stop = stopOf(refusals.length > 0, failed !== null, incomplete);
  const { usage } = body;
  const reply = {
    text: [...texts.map(({ text }) => text), ...refusals].join(""),
    reasoning: thoughts.length > 0 ? thoughts.join("\n\n") : null,
    stop,
    stopDetail: failed ? `${failed.code}: ${failed.message}` : (incomplete ?? body.status ?? null),
    usage: {
      input: usage?.input_tokens ?? null,
      output: usage?.output_tokens ?? null,
      cachedInput: usage?.input_tokens_details?.cached_tokens ?? null,
      reasoning: usage?.output_tokens_details?.reasoning_tokens ?? null,
    },
    servedModel: body.model ?? null,
    requestId: body._request_id ?? null,
    fingerprint: null,
    choices: null,
  };
  const calls = body.output.filter((item) => item.type === "function_call");
  return withCalls(request, withChoices(id, request, reply, top), calls);
}

function stopOf(refused: boolean, failed: boolean, incomplete: string | null): Stop {
  if (refused) return "refusal";
  if (failed || incomplete === "content_filter") return "filter";
  if (incomplete === "max_output_tokens") return "length";
  return incomplete === null ? "end" : "other";
}
