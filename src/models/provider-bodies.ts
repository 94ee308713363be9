/**
 * Test support: what each provider's API sends, written from its reference. See {@link
 * ./provider-server.ts}.
 */

/** A reply as the test wants it, in no provider's words. */
export interface Said {
  text?: string;
  reasoning?: string;
  stop?: "end" | "length" | "refusal" | "filter";
  /**
   * Tools it calls; `arguments` as JSON text, which a test may break (Messages sends what it stands
   * for).
   */
  calls?: { name: string; arguments: string }[];
  /** Why it refused, where the provider has a place for it. */
  explanation?: string;
  /** Probabilities of the likeliest first tokens. */
  top?: Record<string, number>;
  usage?: {
    input: number;
    output: number;
    cachedInput?: number;
    reasoning?: number;
    cacheWrite?: number;
    cacheWriteHour?: number;
  };
  /** The service tier it was served at, in the provider's word. */
  tier?: string;
}

export type Wire = "responses" | "chat" | "messages";

/** Which API a path belongs to; null for none. */
export function wireOf(path: string): Wire | null {
  if (path.endsWith("/responses")) return "responses";
  if (path.endsWith("/chat/completions")) return "chat";
  return path.endsWith("/messages") ? "messages" : null;
}

/** The JSON body of a success on one of the APIs. */
export function bodyOf(wire: Wire, model: string, said: Said): unknown {
  return { responses, chat, messages }[wire](model, said);
}

/** The JSON body of an error on one of the APIs. */
export function errorBody(wire: Wire, type: string, message: string): unknown {
  if (wire === "messages") return { type: "error", error: { type, message }, request_id: "req_test" };
  return { error: { message, type, param: null, code: type } };
}

const tokens = { input: 10, output: 5, cachedInput: 0, reasoning: 0, cacheWrite: 0, cacheWriteHour: 0 };

function responses(model: string, said: Said): unknown {
  const usage = { ...tokens, ...said.usage };
  const { text = "ok", stop = "end" } = said;
  const logprobs = said.top && [firstToken(said.top)];
  const part = stop === "refusal" ? { type: "refusal", refusal: text } : { type: "output_text", text, annotations: [] };
  const reason = { length: "max_output_tokens", filter: "content_filter", end: null, refusal: null }[stop];
  const summary = said.reasoning === undefined ? [] : [{ type: "summary_text", text: said.reasoning }];
  return {
    id: "resp_test",
    object: "response",
    created_at: 1_760_000_000,
    status: reason === null ? "completed" : "incomplete",
    error: null,
    incomplete_details: reason === null ? null : { reason },
    model: `${model}-2026-01-01`,
    output: [
      ...(summary.length > 0 ? [{ id: "rs_test", type: "reasoning", summary }] : []),
      {
        id: "msg_test",
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ ...part, ...(logprobs && { logprobs }) }],
      },
      ...(said.calls ?? []).map((call, i) => {
        return { id: `fc_${i}`, type: "function_call", call_id: `call_${i}`, status: "completed", ...call };
      }),
    ],
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: usage.cachedInput, cache_write_tokens: usage.cacheWrite },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning },
      total_tokens: usage.input + usage.output,
    },
    ...(said.tier !== undefined && { service_tier: said.tier }),
  };
}

function chat(model: string, said: Said): unknown {
  const usage = { ...tokens, ...said.usage };
  const { text = "ok", stop = "end" } = said;
  const refused = stop === "refusal";
  const calls = said.calls?.map((call, i) => ({ id: `call_${i}`, type: "function", function: call }));
  const message = {
    role: "assistant",
    content: refused ? null : text,
    refusal: refused ? text : null,
    ...(calls && { tool_calls: calls }),
  };
  return {
    id: "chatcmpl_test",
    object: "chat.completion",
    created: 1_760_000_000,
    model,
    system_fingerprint: "fp_test",
    choices: [
      {
        index: 0,
        message: said.reasoning === undefined ? message : { ...message, reasoning_content: said.reasoning },
        finish_reason: {
          end: calls ? "tool_calls" : "stop",
          refusal: "stop",
          length: "length",
          filter: "content_filter",
        }[stop],
        logprobs: said.top ? { content: [firstToken(said.top)], refusal: null } : null,
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      prompt_tokens_details: { cached_tokens: usage.cachedInput },
      completion_tokens_details: { reasoning_tokens: usage.reasoning },
    },
    ...(said.tier !== undefined && { service_tier: said.tier }),
  };
}

function messages(model: string, said: Said): unknown {
  const usage = { ...tokens, ...said.usage };
  const { text = "ok", stop = "end" } = said;
  const refused = stop === "refusal" || stop === "filter";
  const thinking =
    said.reasoning === undefined ? [] : [{ type: "thinking", thinking: said.reasoning, signature: "sig" }];
  return {
    id: "msg_test",
    type: "message",
    role: "assistant",
    model: `${model}-20260101`,
    content: [
      ...thinking,
      { type: "text", text, citations: null },
      ...(said.calls ?? []).map(({ name, arguments: input }, i) => {
        return { type: "tool_use", id: `toolu_${i}`, name, input: JSON.parse(input) as unknown };
      }),
    ],
    stop_reason: refused
      ? "refusal"
      : { end: said.calls ? "tool_use" : "end_turn", length: "max_tokens" }[stop as "end" | "length"],
    stop_details: refused ? { type: "refusal", category: null, explanation: said.explanation ?? null } : null,
    stop_sequence: null,
    usage: {
      input_tokens: usage.input - usage.cachedInput - usage.cacheWrite,
      cache_creation_input_tokens: usage.cacheWrite,
      cache_creation: {
        ephemeral_5m_input_tokens: usage.cacheWrite - usage.cacheWriteHour,
        ephemeral_1h_input_tokens: usage.cacheWriteHour,
      },
      cache_read_input_tokens: usage.cachedInput,
      output_tokens: usage.output,
      ...(usage.reasoning > 0 && { output_tokens_details: { thinking_tokens: usage.reasoning } }),
      ...(said.tier !== undefined && { service_tier: said.tier }),
    },
  };
}

function firstToken(top: Record<string, number>): unknown {
  const listed = Object.entries(top).map(([token, p]) => ({ token, bytes: [], logprob: Math.log(p) }));
  return { ...listed[0], top_logprobs: listed };
}
