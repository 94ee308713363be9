import type { Message } from "@anthropic-ai/sdk/resources/messages";
import { expectText } from "./expect-text.ts";
import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";
import { sayEmpty } from "./say-empty.ts";
import { servedAs } from "./service-tier.ts";
import { stopOf, stopWordOf } from "./stop-reason.ts";
import { withCalls } from "./with-calls.ts";

/**
 * A Messages API body as a Reply; throws ModelError on a body that is none. Input tokens include
 * what a cache gave.
 */
export function anthropicReply(
  id: string,
  request: Request,
  body: Message & { _request_id?: string | null },
): Omit<Reply, "latencyMs"> {
  if (!Array.isArray(body?.content))
    throw new ModelError(`${id}: the body is not a message: no "content" list`, { retryable: true });
  const texts = body.content.flatMap((block) => (block.type === "text" ? [expectText(id, block.text)] : []));
  const thoughts = body.content.flatMap((block) => (block.type === "thinking" ? [expectText(id, block.thinking)] : []));
  const { usage, stop_reason: reason, stop_details: details } = body;
  const cached = usage?.cache_read_input_tokens ?? null;
  const written = usage?.cache_creation_input_tokens ?? 0;
  const forAnHour = usage?.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  const explained = details && [details.category, details.explanation].filter((part) => part != null).join(": ");
  const calls = body.content.flatMap((block) =>
    block.type === "tool_use" ? [{ name: block.name, arguments: block.input }] : [],
  );
  const reply = {
    text: texts.join(""),
    reasoning: thoughts.length > 0 ? thoughts.join("\n\n") : null,
    stop: stopOf(id, reason),
    stopDetail: explained ? `${reason}: ${explained}` : stopWordOf(reason),
    usage: {
      input: usage ? usage.input_tokens + (cached ?? 0) + written : null,
      output: usage?.output_tokens ?? null,
      cachedInput: cached,
      ...(written > 0 && { cacheWrite: written }),
      ...(forAnHour > 0 && { cacheWriteHour: forAnHour }),
      ...servedAs(usage?.service_tier, request.params),
      reasoning: usage?.output_tokens_details?.thinking_tokens ?? null,
    },
    servedModel: body.model ?? null,
    requestId: body._request_id ?? null,
    fingerprint: null,
    choices: null,
  };
  const content = texts.length > 0 ? texts.join("") : body.content.map(({ type }) => type);
  return sayEmpty(withCalls(request, reply, calls), { calls, content });
}
