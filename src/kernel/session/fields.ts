import { inspect } from "node:util";
import { inspected } from "./show.ts";
import { asWritten } from "./tidy.ts";

/** What is told in another place, or says nothing to whoever reads it. */
const elsewhere = new Set(["name", "message", "stack", "cause", "errors", "error", "suppressed"]);
const longest = 2000;

/**
 * What an error carries beyond its message, such as `code`, `status` and the body of a reply: a
 * line a field.
 */
export function fieldsOf(thrown: Error): string[] {
  try {
    return Object.keys(thrown).flatMap((name) => {
      const value: unknown = Object.getOwnPropertyDescriptor(thrown, name)?.value;
      if (value === undefined || (elsewhere.has(name) && (name !== "error" || value instanceof Error))) return [];
      const text = asWritten(value === null || typeof value !== "object" ? inspect(value) : inspected(value));
      return [`${name}: ${text.length > longest ? `${text.slice(0, longest)} …` : text}`];
    });
  } catch {
    return [];
  }
}
