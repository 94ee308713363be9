import type { Replied } from "../exchange/exchange.ts";
import { readCalls } from "./read-calls.ts";
import { textOf } from "./read-said.ts";

/** What a message of the model's is beside its text: the calls it makes, and its thoughts. */
export function lastMessage(messages: unknown): Pick<Replied, "calls" | "reasoning"> {
  const message = ((Array.isArray(messages) ? messages.at(-1) : null) ?? {}) as Record<string, unknown>;
  const parts = (Array.isArray(message["content"]) ? message["content"] : []) as Record<string, unknown>[];
  const ofType = (types: RegExp) => parts.filter(({ type }) => typeof type === "string" && types.test(type));
  const single = message["function_call"];
  const calls = message["tool_calls"] ?? (single ? [single] : ofType(/^tool_use$/));
  const thoughts = ofType(/^(?:thinking|reasoning)$/).map(({ thinking, reasoning, text }) =>
    textOf(thinking ?? reasoning ?? text),
  );
  const apart = message["reasoning_content"] ?? message["reasoning"];
  const reasoning = [typeof apart === "string" ? apart : "", ...thoughts].filter((each) => each.trim() !== "");
  return {
    calls: Array.isArray(calls) && calls.length > 0 ? readCalls(calls) : null,
    reasoning: reasoning.length > 0 ? reasoning.join("\n\n") : null,
  };
}
