import type { Bundle } from "./output.ts";
import { nameAfter, pathAt, valueAt } from "./path-at.ts";
import type { Scope } from "./scope.ts";
import { inspected } from "./show.ts";
import { textAt } from "./text-at.ts";

const longest = 2000;

/**
 * What the name at the cursor holds now: its type, and its value or a function's text; null where
 * it holds nothing.
 */
export function inspectName(code: string, cursor: number, scope: Scope): Bundle | null {
  if (textAt(code, cursor).kind !== "code") return null;
  const { path, prefix } = pathAt(code, cursor + nameAfter(code, cursor));
  const name = [...path, prefix].join(".");
  const value = prefix === "" ? undefined : valueAt([...path, prefix], scope);
  if (value === undefined) return null;
  const text = typeof value === "function" ? Function.prototype.toString.call(value) : inspected(value);
  const cut = text.length > longest ? `${text.slice(0, longest)} …` : text;
  return { data: { "text/plain": `${name}: ${typeOf(value)}\n\n${cut}` }, metadata: {} };
}

function typeOf(value: unknown): string {
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  const constructor: unknown = Object.getPrototypeOf(value)?.constructor;
  return typeof constructor === "function" ? constructor.name : "object";
}
