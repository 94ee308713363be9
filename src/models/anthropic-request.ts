import type { MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import type { CacheMark, Params, Request } from "./model.ts";

/**
 * Parameters that the SDK's types no longer have; models that still take them do so over the wire.
 */
type Body = MessageCreateParamsNonStreaming & { temperature?: number; top_p?: number; top_k?: number };

/**
 * Room for the reply itself where the user set no limit: the most that the oldest model served
 * takes.
 */
const replyTokens = 4096;
const budgets: Record<string, number> = { low: 2048, medium: 8192, high: 16_384 };

/**
 * The body for the Messages API. System messages at the start become `system`; later ones stay
 * where they are. `thinking` says how the model is asked to think when an effort is given:
 * adaptively with that effort, or with a token budget (low 2,048, medium 8,192, high 16,384) on top
 * of the reply's limit. Without an effort the provider's default stands. A mark for the prompt
 * cache stands on the last block of each part that it names.
 */
export function anthropicRequest(
  model: string,
  thinking: "adaptive" | "budget",
  request: Request,
  cache?: CacheMark,
): Body {
  const { messages, params, schema } = request;
  const start = messages.findIndex(({ role }) => role !== "system");
  const lead = start < 0 ? messages : messages.slice(0, start);
  const body: Body = {
    model,
    messages: (start < 0 ? [] : messages.slice(start)).map((message, i) =>
      cache?.ends.includes(lead.length + i + 1)
        ? { ...message, content: markedBlocks(message.content, cache) }
        : message,
    ),
    stream: false,
    ...thinkingOf(thinking, params),
  };
  const system = lead.map(({ content }) => content).join("\n\n");
  if (lead.length > 0) body.system = cache?.ends.includes(lead.length) ? markedBlocks(system, cache) : system;
  if (params.serviceTier !== undefined) body.service_tier = params.serviceTier as NonNullable<Body["service_tier"]>;
  if (params.temperature !== undefined) body.temperature = params.temperature;
  if (params.topP !== undefined) body.top_p = params.topP;
  if (params.topK !== undefined) body.top_k = params.topK;
  if (schema !== null)
    body.output_config = { ...body.output_config, format: { type: "json_schema", schema: schema.schema } };
  if (request.tools !== undefined)
    body.tools = request.tools.map(({ name, description, schema: input }) => {
      return { name, description, input_schema: { ...input, type: "object" } };
    });
  return body;
}

/** A text as one block, the same to the model, that ends a part to be kept in the prompt cache. */
function markedBlocks(text: string, { lasts }: CacheMark) {
  const mark = { type: "ephemeral" as const, ...(lasts === "1h" && { ttl: "1h" as const }) };
  return [{ type: "text" as const, text, cache_control: mark }];
}

function thinkingOf(
  how: "adaptive" | "budget",
  { reasoningEffort, maxTokens }: Params,
): Pick<Body, "max_tokens" | "thinking" | "output_config"> {
  const limit = maxTokens ?? replyTokens;
  if (reasoningEffort === undefined) return { max_tokens: limit };
  if (reasoningEffort === "none") return { max_tokens: limit, thinking: { type: "disabled" } };
  if (how === "budget") {
    const budget = budgets[reasoningEffort] ?? 16_384;
    return { max_tokens: limit + budget, thinking: { type: "enabled", budget_tokens: budget } };
  }
  const effort = reasoningEffort as NonNullable<NonNullable<Body["output_config"]>["effort"]>;
  return {
    max_tokens: maxTokens ?? 16_384 + replyTokens,
    thinking: { type: "adaptive", display: "summarized" },
    output_config: { effort },
  };
}
