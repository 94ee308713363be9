import type { Turn } from "../scenario.ts";

/** A text field of a JSON file. Throws, naming the text fields there are, when it is not one. */
export function readField(text: string, name: string): string {
  const fields = JSON.parse(text) as Record<string, unknown>;
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === "string") return value;
  const known = Object.keys(fields).filter((key) => typeof fields[key] === "string");
  throw new Error(`has no text "${name}"; use one of ${known.join(", ")}`);
}

/**
 * The `messages` of a JSON file as things said, without the last `drop` of them. Throws on any
 * other shape.
 */
export function readMessages(text: string, drop: number): Extract<Turn, { kind: "say" }>[] {
  const { messages } = JSON.parse(text) as { messages?: unknown };
  if (!Array.isArray(messages) || !messages.every(isMessage))
    throw new Error("has no list of messages with role and content; use a file of that shape");
  if (drop >= messages.length) throw new Error(`has ${messages.length} messages; drop fewer than that`);
  return messages
    .slice(0, messages.length - drop)
    .map(({ role, content }) => ({ kind: "say", role, text: content, when: null }));
}

function isMessage(value: unknown): value is { role: "system" | "user" | "assistant"; content: string } {
  const { role, content } = (value ?? {}) as Record<string, unknown>;
  return ["system", "user", "assistant"].includes(role as string) && typeof content === "string";
}
