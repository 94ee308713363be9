import { described } from "../../lib/described.ts";
import type { ToolCall } from "../../models/model.ts";

/**
 * Calls of tools as OpenAI, Anthropic, Inspect or this project write them. Throws on what is none.
 */
export function readCalls(value: unknown): ToolCall[] | null {
  if (value === null || value === undefined || value === "") return null;
  const list: unknown = typeof value === "string" ? parsed(value) : value;
  if (!Array.isArray(list)) throw new Error(`calls are ${described(list)}: expected a list`);
  return list.map(callOf);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("a text that is no JSON: expected a list of calls");
  }
}

function callOf(call: unknown): ToolCall {
  const { name, function: of, arguments: passed, input } = (call ?? {}) as Record<string, unknown>;
  const inner = typeof of === "object" && of !== null ? (of as Record<string, unknown>) : {};
  const called = name ?? (typeof of === "string" ? of : inner["name"]);
  if (typeof called !== "string") throw new Error(`a call without a name: ${described(call)}`);
  return { name: called, arguments: argumentsOf(passed ?? inner["arguments"] ?? input ?? {}) };
}

/** An object, or text as it came where it is none. */
function argumentsOf(written: unknown): ToolCall["arguments"] {
  try {
    const value: unknown = typeof written === "string" ? JSON.parse(written) : written;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Kept as it came.
  }
  return typeof written === "string" ? written : JSON.stringify(written);
}
