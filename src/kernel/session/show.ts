import { richerOf } from "./richer-of.ts";
import { inspect, types } from "node:util";
import type { Bundle } from "./output.ts";
import { plainJson } from "./plain-json.ts";
import { errorPosition } from "./stack.ts";

const displayMethod = Symbol.for("Jupyter.display");

/** Whether a value has a method to show itself by. Throws what reading it throws. */
export function showsItself(value: unknown): boolean {
  return (
    value !== null && value !== undefined && typeof (value as Record<symbol, unknown>)[displayMethod] === "function"
  );
}

/** A MIME bundle as values give it: MIME types to contents, or those beside their metadata. */
export type Shown = Bundle | Record<string, unknown>;

/** Characters of a value's text that are shown at most: a front end stands still over more. */
const longest = 100_000;

/** Text and structure of a value as `util.inspect` gives it, without colour. Never throws. */
export function inspected(value: unknown): string {
  // As `inspect` has them, at none of its cost.
  if (typeof value === "number" || typeof value === "boolean") return Object.is(value, -0) ? "-0" : String(value);
  try {
    const text = inspect(value, { depth: 4, colors: false, maxStringLength: 10_000 });
    return text.length > longest ? `${text.slice(0, longest)} … ${text.length - longest} more characters` : text;
  } catch (error) {
    return `[a value that cannot be inspected: ${String(error)}]`;
  }
}

/**
 * How a value shows itself: what its method `Symbol.for("Jupyter.display")` returns or resolves to,
 * else its text. Where the method throws, the text and the reason.
 */
export function show(value: unknown): Bundle | Promise<Bundle> {
  try {
    const method =
      value === null || value === undefined ? undefined : (value as Record<symbol, unknown>)[displayMethod];
    if (typeof method !== "function") return asText(value);
    const shown: unknown = method.call(value);
    return types.isPromise(shown)
      ? shown.then((it) => toBundle(it, value)).catch(failed(value))
      : toBundle(shown, value);
  } catch (error) {
    return failed(value)(error);
  }
}

/**
 * Contents of a bundle however they were given: bytes become base64, what is JSON a copy of its
 * own, all else text. Without a MIME type in it, the value's text. Throws where what is said to be
 * JSON is none.
 */
export function toBundle(shown: unknown, value?: unknown): Bundle {
  if (typeof shown !== "object" || shown === null) return asText(value);
  const bundle = shown as { data?: unknown; metadata?: unknown };
  const nested = typeof bundle.data === "object" && bundle.data !== null;
  const data = Object.entries((nested ? bundle.data : shown) as Record<string, unknown>)
    .filter(([mime, content]) => mime.includes("/") && content !== undefined)
    .map(([mime, content]): [string, unknown] => [mime, contentOf(mime, content)]);
  if (data.length === 0) return asText(value);
  const metadata = nested && typeof bundle.metadata === "object" && bundle.metadata !== null ? bundle.metadata : {};
  return { data: Object.fromEntries(data), metadata: asJson(metadata, "metadata") as Record<string, unknown> };
}

function contentOf(mime: string, content: unknown): unknown {
  if (content instanceof Uint8Array) return Buffer.from(content).toString("base64");
  if (/[/+]json$/.test(mime)) return asJson(content, mime);
  return Array.isArray(content) ? content.join("") : String(content);
}

function asJson(content: unknown, what: string): unknown {
  if (typeof content === "string") return content;
  try {
    return plainJson(content);
  } catch (cause) {
    throw new TypeError(`${what} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/**
 * A value's text, and what else Jupyter can show of values of its shape. Runs nothing of a value
 * but `toHTML()`.
 */
function asText(value: unknown): Bundle {
  return { data: { ...richerOf(value), "text/plain": inspected(value) }, metadata: {} };
}

function failed(value: unknown): (error: unknown) => Bundle {
  return (error) => {
    const ours = error instanceof Error && errorPosition(error) === null;
    console.error(`could not display the value: ${ours ? String(error) : inspected(error)}`);
    return asText(value);
  };
}
