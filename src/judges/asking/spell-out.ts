import type { Request } from "../../models/model.ts";

/** A property of a JSON schema, as far as it can be said in a line. */
interface Property {
  type?: string;
  description?: string;
}

/**
 * A request whose instructions say in words what its schema asks for: one JSON object, and its
 * keys. Servers that know no schema, or take one and let the model write what it likes, are asked
 * for the same.
 */
export function spellOut(request: Request): Request {
  if (request.schema === null) return request;
  const { properties = {} } = request.schema.schema as { properties?: Record<string, Property> };
  const keys = Object.entries(properties).map(
    ([name, { type, description }]) =>
      `- "${name}" (${type === undefined ? "as the schema says" : (words[type] ?? type)})${description === undefined ? "" : `: ${description}`}`,
  );
  const asked = [
    "Answer with one JSON object and nothing else, with these keys:",
    ...keys,
    ...(Object.values(properties).every(({ type }) => type !== undefined && type in words)
      ? []
      : [`It must follow this JSON Schema: ${JSON.stringify(request.schema.schema)}`]),
  ].join("\n");
  const at = request.messages.findIndex(({ role }) => role === "system");
  if (at < 0) return { ...request, messages: [{ role: "system", content: asked }, ...request.messages] };
  const messages = request.messages.map((message, index) =>
    index === at ? { ...message, content: `${message.content}\n\n${asked}` } : message,
  );
  return { ...request, messages };
}

const words: Record<string, string> = { string: "text", number: "number", integer: "number", boolean: "true or false" };
