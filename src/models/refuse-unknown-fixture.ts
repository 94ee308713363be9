import type { Wire } from "./provider-bodies.ts";
import type { Asked } from "./provider-server.ts";

/**
 * Test support: what the providers say of a body with a field that they do not know, or with a
 * value that a field may not have; null where they take it. By the fields that their references
 * have of those that are sent here.
 */
export function refusalOf({ wire, body }: Asked): { status: number; message: string } | null {
  const unknown = Object.keys(body as object).find((name) => !fields[wire].includes(name));
  if (unknown !== undefined) return refused[wire](unknown);
  const tiers = wire === "messages" ? ["auto", "standard_only"] : openaiTiers;
  if (body.service_tier !== undefined && !tiers.includes(body.service_tier as string))
    return { status: 400, message: `service_tier: Input should be ${tiers.map((tier) => `'${tier}'`).join(", ")}` };
  if (wire === "messages") return refusalOfBlocks(body);
  if (typeof body.prompt_cache_key === "string" && body.prompt_cache_key.length > 64)
    return { status: 400, message: "Invalid 'prompt_cache_key': string too long. Expected maximum length 64." };
  return null;
}

interface Block {
  [name: string]: unknown;
  cache_control?: { type: string; ttl?: string };
}

/** At most four marks, each of a kind that there is, those for an hour before those for minutes. */
function refusalOfBlocks(body: { system?: string | Block[]; messages: { content: string | Block[] }[] }) {
  const blocks = [body.system ?? [], ...body.messages.map(({ content }) => content)].flatMap((part) =>
    typeof part === "string" ? [] : part,
  );
  const odd = blocks
    .flatMap((block) => Object.keys(block))
    .find((name) => !["type", "text", "cache_control"].includes(name));
  if (odd !== undefined) return refused.messages(`messages.0.content.0.${odd}`);
  const marks = blocks.flatMap(({ cache_control: mark }) => (mark ? [mark] : []));
  if (marks.length > 4)
    return { status: 400, message: `A maximum of 4 blocks with cache_control may be provided. Found ${marks.length}.` };
  const wrong = marks.some(
    ({ type, ttl = "5m", ...rest }) =>
      type !== "ephemeral" || !["5m", "1h"].includes(ttl) || Object.keys(rest).length > 0,
  );
  return wrong ? refused.messages("system.0.cache_control.ephemeral.ttl") : null;
}

const openaiTiers = ["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"];

const fields: Record<Wire, string[]> = {
  responses:
    "model input store stream include instructions max_output_tokens temperature top_p top_logprobs reasoning text tools tool_choice service_tier prompt_cache_key".split(
      " ",
    ),
  chat: "model messages stream seed max_tokens max_completion_tokens temperature top_p top_k logprobs top_logprobs reasoning_effort response_format tools service_tier".split(
    " ",
  ),
  messages:
    "model messages system max_tokens stream temperature top_p top_k thinking output_config tools service_tier".split(
      " ",
    ),
};

const refused: Record<Wire, (name: string) => { status: number; message: string }> = {
  responses: (name) => ({ status: 400, message: `Unknown parameter: '${name}'.` }),
  chat: (name) => ({ status: 400, message: `Unrecognized request argument supplied: ${name}` }),
  messages: (name) => ({ status: 400, message: `${name}: Extra inputs are not permitted` }),
};
