import { inspect } from "node:util";
import type { Bundle } from "./output.ts";

const displayMethod = Symbol.for("Jupyter.display");

/** A MIME bundle as values give it: MIME types to contents, or those beside their metadata. */
export type Shown = Bundle | Record<string, unknown>;

/** Text and structure of a value as `util.inspect` gives it, without colour. Never throws. */
export function inspected(value: unknown): string {
  try {
    return inspect(value, { depth: 4, colors: false, maxStringLength: 10_000 });
  } catch (error) {
    return `[a value that cannot be inspected: ${String(error)}]`;
  }
}

/**
 * How a value shows itself: what its method `Symbol.for("Jupyter.display")` returns or resolves to, else its text.
 * Where the method throws, the text and the reason.
 */
export function show(value: unknown): Bundle | Promise<Bundle> {
  try {
    const method =
      value === null || value === undefined ? undefined : (value as Record<symbol, unknown>)[displayMethod];
    if (typeof method !== "function") return asText(value);
    const shown: unknown = method.call(value);
    return shown instanceof Promise ? shown.then((it) => toBundle(it, value), failed(value)) : toBundle(shown, value);
  } catch (error) {
    return failed(value)(error);
  }
}

/** Contents of a bundle however they were given; bytes become base64. */
export function toBundle(shown: unknown, value?: unknown): Bundle {
  if (typeof shown !== "object" || shown === null) return asText(value);
  const given = shown as { data?: unknown; metadata?: unknown };
  const nested = typeof given.data === "object" && given.data !== null;
  const data = Object.entries((nested ? given.data : shown) as Record<string, unknown>);
  const metadata = nested && typeof given.metadata === "object" && given.metadata !== null ? given.metadata : {};
  return {
    data: Object.fromEntries(
      data.map(([mime, content]) => [
        mime,
        content instanceof Uint8Array ? Buffer.from(content).toString("base64") : content,
      ]),
    ),
    metadata: metadata as Record<string, unknown>,
  };
}

function asText(value: unknown): Bundle {
  return { data: { "text/plain": inspected(value) }, metadata: {} };
}

function failed(value: unknown): (error: unknown) => Bundle {
  return (error) => {
    console.error(`could not display the value: ${inspected(error)}`);
    return asText(value);
  };
}
