import { plainJson } from "./plain-json.ts";

/**
 * What a value that has no display of its own can be shown as by its shape: a Plotly figure under
 * Plotly's MIME type, an element of a document or a table that writes itself as HTML. Empty
 * for all others.
 */
export function richerOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return {};
  try {
    const { data, layout, config, frames, outerHTML, toHTML } = value as Record<string, unknown>;
    if (Array.isArray(data) && isRecord(layout) && data.every(isRecord)) {
      return { "application/vnd.plotly.v1+json": plainJson({ data, layout, config, frames }) };
    }
    if (typeof outerHTML === "string") return { "text/html": outerHTML };
    const html: unknown = typeof toHTML === "function" ? toHTML.call(value) : undefined;
    return typeof html === "string" ? { "text/html": html } : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
