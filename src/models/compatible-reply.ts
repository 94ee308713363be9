import type { ChatCompletion } from "openai/resources/chat/completions/completions";
import { expectText } from "./expect-text.ts";
import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";
import { sayEmpty } from "./say-empty.ts";
import { servedAs } from "./service-tier.ts";
import { stopOf, stopWordOf } from "./stop-reason.ts";
import { withChoices } from "./top-choices.ts";
import { withCalls } from "./with-calls.ts";

/** What servers besides OpenAI's add to a message. */
interface Thoughts {
  reasoning_content?: string | null;
  reasoning?: string | null;
}

/** A part of a message where a server sends it in parts, thoughts among them, as Mistral's does. */
interface Part {
  text?: string;
  thinking?: Part[];
  refusal?: string;
}

/** A Chat Completions body as a Reply; throws ModelError on a body that is none. */
export function compatibleReply(
  id: string,
  request: Request,
  body: ChatCompletion & { _request_id?: string | null },
): Omit<Reply, "latencyMs"> {
  const choice = body?.choices?.[0];
  if (choice?.message == null)
    throw new ModelError(`${id}: the body is not a chat completion: no "choices"`, { retryable: true });
  const message: typeof choice.message & Thoughts = choice.message;
  const top = choice.logprobs?.content?.[0]?.top_logprobs ?? olderTop(choice.logprobs);
  const { usage } = body;
  const content: unknown = message.content;
  const parts = Array.isArray(content) ? (content as (Part | string)[]).map(partOf) : null;
  const thoughts = parts?.flatMap((part) => part?.thinking ?? []) ?? [];
  const refusal = message.refusal || parts?.find((part) => part?.refusal)?.refusal;
  const refused = typeof refusal === "string" && refusal !== "";
  const spoken = parts ? join(id, parts) : expectText(id, content);
  const reply = {
    text: spoken === "" ? expectText(id, refusal) : spoken,
    reasoning: thoughts.length > 0 ? join(id, thoughts) : (message.reasoning_content ?? message.reasoning ?? null),
    stop: refused ? ("refusal" as const) : stopOf(id, choice.finish_reason),
    stopDetail: stopWordOf(choice.finish_reason),
    usage: {
      input: usage?.prompt_tokens ?? null,
      output: usage?.completion_tokens ?? null,
      cachedInput: usage?.prompt_tokens_details?.cached_tokens ?? null,
      ...servedAs(body.service_tier, request.params),
      reasoning: usage?.completion_tokens_details?.reasoning_tokens ?? null,
    },
    servedModel: body.model ?? null,
    requestId: body._request_id ?? null,
    fingerprint: body.system_fingerprint ?? null,
    choices: null,
  };
  const calls = (message.tool_calls ?? []).flatMap((call) => (call.type === "function" ? [call.function] : []));
  return sayEmpty(withCalls(request, withChoices(id, request, reply, top), calls), { calls, content });
}

/**
 * The likeliest first tokens as Completions had them, and some servers' chats have: by their text.
 */
function olderTop(logprobs: unknown) {
  const [first] = (logprobs as { top_logprobs?: Record<string, number | null>[] } | null)?.top_logprobs ?? [];
  return first && Object.entries(first).map(([token, logprob]) => ({ token, logprob }));
}

const partOf = (part: Part | string): Part => (typeof part === "string" ? { text: part } : part);

const join = (id: string, parts: readonly Part[]): string => parts.map((part) => expectText(id, part?.text)).join("");
