import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions/completions";
import type { Request } from "./model.ts";
import { inRole, type Taken } from "./narrow.ts";

/** What servers besides OpenAI's take in a Chat Completions body. */
type Body = ChatCompletionCreateParamsNonStreaming & { top_k?: number };

/**
 * The body for Chat Completions. A forced choice asks for one token and the 20 likeliest in its
 * place, and leaves sampling parameters out: they do not change the distribution asked for.
 */
export function compatibleRequest(model: string, request: Request, taken: Taken): Body {
  const { messages, params, schema, choices, seed } = request;
  const body: Body = { model, messages: inRole(messages, taken.system), stream: false };
  if (seed !== null && taken.seed) body.seed = seed;
  if (choices !== null) return { ...body, [taken.limit]: 1, logprobs: true, top_logprobs: 20 };
  if (params.serviceTier !== undefined) body.service_tier = params.serviceTier as NonNullable<Body["service_tier"]>;
  if (params.temperature !== undefined) body.temperature = params.temperature;
  if (params.topP !== undefined) body.top_p = params.topP;
  if (params.topK !== undefined) body.top_k = params.topK;
  if (params.maxTokens !== undefined) body[taken.limit] = params.maxTokens;
  if (params.reasoningEffort !== undefined)
    body.reasoning_effort = params.reasoningEffort as NonNullable<Body["reasoning_effort"]>;
  if (schema !== null)
    body.response_format = {
      type: "json_schema",
      json_schema: { name: schema.name, schema: schema.schema, strict: true },
    };
  if (request.tools !== undefined)
    body.tools = request.tools.map(({ name, description, schema: parameters }) => {
      return { type: "function", function: { name, description, parameters } };
    });
  return body;
}
