import type { ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import type { CacheMark, Request } from "./model.ts";

/**
 * The body for the Responses API. A forced choice asks for the 20 likeliest first tokens of a reply
 * of 16, the least the API allows, and leaves sampling parameters out: they do not change the
 * distribution asked for.
 */
export function openaiRequest(
  model: string,
  { reasons, summary }: { reasons: boolean; summary: string },
  request: Request,
  cache?: CacheMark,
): ResponseCreateParamsNonStreaming {
  const { messages, params, schema, choices } = request;
  const body: ResponseCreateParamsNonStreaming = { model, input: messages, store: false, stream: false };
  if (cache !== undefined) body.prompt_cache_key = cache.key;
  if (params.serviceTier !== undefined) body.service_tier = params.serviceTier as NonNullable<typeof body.service_tier>;
  if (choices !== null) {
    const first = { max_output_tokens: 16, top_logprobs: 20, include: ["message.output_text.logprobs" as const] };
    return { ...body, ...first, ...(reasons && { reasoning: { effort: "none" } }) };
  }
  const reasoning: NonNullable<ResponseCreateParamsNonStreaming["reasoning"]> = {};
  if (params.reasoningEffort !== undefined)
    reasoning.effort = params.reasoningEffort as NonNullable<typeof reasoning.effort>;
  if (summary !== "none") reasoning.summary = summary as NonNullable<typeof reasoning.summary>;
  if (Object.keys(reasoning).length > 0) body.reasoning = reasoning;
  if (params.temperature !== undefined) body.temperature = params.temperature;
  if (params.topP !== undefined) body.top_p = params.topP;
  if (params.maxTokens !== undefined) body.max_output_tokens = params.maxTokens;
  if (schema !== null)
    body.text = { format: { type: "json_schema", name: schema.name, schema: schema.schema, strict: true } };
  if (request.tools !== undefined)
    body.tools = request.tools.map(({ name, description, schema: parameters }) => {
      return { type: "function", name, description, parameters, strict: true };
    });
  return body;
}
