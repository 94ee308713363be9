import type { ChatCompletion } from "openai/resources/chat/completions/completions";
import { expectText } from "./expect-text.ts";
import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";
import { sayEmpty } from "./say-empty.ts";
import { stopOf } from "./stop-reason.ts";
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
  const top = choice.logprobs?.content?.[0]?.top_logprobs;
  const { usage } = body;
  const refused = typeof message.refusal === "string" && message.refusal !== "";
  const content: unknown = message.content;
  const parts = Array.isArray(content) ? (content as Part[]) : null;
  const thoughts = parts?.flatMap((part) => part?.thinking ?? []) ?? [];
  const reply = {
    text: parts ? join(id, parts) : expectText(id, content ?? message.refusal),
    reasoning: thoughts.length > 0 ? join(id, thoughts) : (message.reasoning_content ?? message.reasoning ?? null),
    stop: refused ? ("refusal" as const) : stopOf(id, choice.finish_reason),
    stopDetail: choice.finish_reason ?? null,
    usage: {
      input: usage?.prompt_tokens ?? null,
      output: usage?.completion_tokens ?? null,
      cachedInput: usage?.prompt_tokens_details?.cached_tokens ?? null,
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

const join = (id: string, parts: readonly Part[]): string => parts.map((part) => expectText(id, part?.text)).join("");
