import { described } from "../../lib/described.ts";
import type { Said } from "../exchange/exchange.ts";

const roles: Record<string, Said["role"]> = {
  system: "system",
  developer: "system",
  user: "user",
  human: "user",
  assistant: "assistant",
  ai: "assistant",
  model: "assistant",
  tool: "tool",
  function: "tool",
};

/** The role that tools of several kinds call so. Throws on one that there is not. */
export function roleOf(role: unknown): Said["role"] {
  const found = typeof role === "string" ? roles[role.toLowerCase()] : undefined;
  if (found !== undefined) return found;
  throw new Error(`no role ${JSON.stringify(role)}: expected system, developer, user, assistant or tool`);
}

/**
 * Text of a message's content, given as text or in parts; parts that are no text are named in
 * brackets.
 */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) throw new Error(`content is ${described(content)}: expected text or a list of parts`);
  return content
    .map(partText)
    .filter((text) => text !== "")
    .join("\n");
}

const unsaid = new Set(["reasoning", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "refusal"]);

function partText(part: unknown): string {
  if (typeof part === "string") return part;
  const { type, text } = (part ?? {}) as Record<string, unknown>;
  if (typeof text === "string") return text;
  return typeof type === "string" && unsaid.has(type) ? "" : `[${typeof type === "string" ? type : "content"}]`;
}

/** What was said, as text of the user's or a list of messages with role and content. */
export function readSaid(value: unknown): Said[] {
  if (value === null || value === undefined) return [];
  if (typeof value === "string") return [{ role: "user", content: value }];
  if (!Array.isArray(value)) throw new Error(`${described(value)}: expected text or a list of messages`);
  return readConversation(value);
}

function messageOf({ role, content, name }: Record<string, unknown>): Said {
  const known = roleOf(role);
  if (known !== "tool") return { role: known, content: textOf(content) };
  return { role: known, name: typeof name === "string" ? name : null, content: textOf(content) };
}

/**
 * Messages as chat providers take them: a tool's result may be a part of what the user says, a call
 * of a tool a part of what the assistant does, or an item of its own.
 */
export function readConversation(messages: readonly unknown[]): Said[] {
  return messages.flatMap((message): Said[] => {
    const { type, content, output } = (message ?? {}) as Record<string, unknown>;
    if (type === "function_call" || type === "reasoning") return [];
    if (type === "function_call_output") return [{ role: "tool", name: null, content: textOf(output) }];
    const parts: unknown[] = Array.isArray(content) ? content : [];
    const results = parts.filter((part) => (part as { type?: string }).type === "tool_result");
    const rest = Array.isArray(content) ? parts.filter((part) => !results.includes(part)) : content;
    const toolResults = results.map((part): Said => ({
      role: "tool",
      name: null,
      content: textOf((part as { content?: unknown }).content),
    }));
    return results.length > 0 && (rest as unknown[]).length === 0
      ? toolResults
      : [...toolResults, messageOf({ ...(message as object), content: rest })];
  });
}
