import type { ChatCompletion } from "openai/resources/chat/completions/completions";
import type { Reply, Request, Stop } from "./model.ts";
import { ModelError } from "./model.ts";
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

const stops: Record<string, Stop> = { stop: "end", length: "length", content_filter: "filter", tool_calls: "end" };

/** A Chat Completions body as a Reply; throws ModelError on a body that is none. */
export function compatibleReply(
  id: string,
  request: Request,
  body: ChatCompletion & { _request_id?: string | null },
): Omit<Reply, "latencyMs"> {
  const choice = body?.choices?.[0];
  if (choice?.message === undefined)
    throw new ModelError(`${id}: the body is not a chat completion: no "choices"`, { retryable: true });
  const message: typeof choice.message & Thoughts = choice.message;
  const top = choice.logprobs?.content?.[0]?.top_logprobs;
  const { usage } = body;
  const refused = typeof message.refusal === "string" && message.refusal !== "";
  const content: unknown = message.content;
  const parts = Array.isArray(content) ? (content as Part[]) : null;
  const thoughts = parts?.flatMap(({ thinking }) => thinking ?? []) ?? [];
  const reply = {
    text: parts ? join(parts) : (message.content ?? message.refusal ?? ""),
    reasoning: thoughts.length > 0 ? join(thoughts) : (message.reasoning_content ?? message.reasoning ?? null),
    stop: refused ? ("refusal" as const) : (stops[choice.finish_reason] ?? "other"),
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
  return withCalls(request, withChoices(id, request, reply, top), calls);
}

const join = (parts: readonly Part[]): string => parts.map(({ text }) => text ?? "").join("");
