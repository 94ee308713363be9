import type { Reply, Request, ToolCall } from "./model.ts";
import { writeCall } from "./write-call.ts";

/**
 * A reply with the calls of tools it made: as data, and after what it says each in the form its
 * tool is written in, so that whoever reads the text decides on the same grounds as where there are
 * no tools. `arguments` is as the provider sends it, JSON text or a value. A call that cannot be
 * read stands there as it came, in brackets, and ends a whole reply as `malformed`.
 */
export function withCalls<R extends Omit<Reply, "latencyMs">>(
  { tools }: Request,
  reply: R,
  received: readonly { name: string; arguments: unknown }[],
): R {
  if (tools === undefined) return reply;
  const calls = received.map(({ name, arguments: argument }): ToolCall => ({ name, arguments: parse(argument) }));
  const written = calls.map((call) => ({ call, text: writeCall(tools, call) }));
  const unread = written.filter(({ text }) => text === null).map(({ call }) => call.name);
  const texts = written.map(({ call, text }) => text ?? asItCame(call));
  const text = [reply.text, ...texts].filter((part) => part.trim() !== "").join("\n");
  if (unread.length === 0 || reply.stop !== "end") return { ...reply, text, calls };
  return { ...reply, text, calls, stop: "malformed", stopDetail: `unreadable call of ${unread.join(", ")}` };
}

function parse(argument: unknown): ToolCall["arguments"] {
  try {
    const value: unknown = typeof argument === "string" ? JSON.parse(argument) : argument;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Kept as it came.
  }
  return typeof argument === "string" ? argument : (JSON.stringify(argument) ?? "");
}

function asItCame({ name, arguments: argument }: ToolCall): string {
  return `[unreadable call of ${name}: ${typeof argument === "string" ? argument : JSON.stringify(argument)}]`;
}
