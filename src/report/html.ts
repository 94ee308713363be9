import { escapeHtml } from "../lib/escape.ts";

/** Markup that is already safe. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Part = string | number | Html | readonly Part[] | null;

/**
 * A template of markup: what is filled in is escaped, unless it is {@link Html}; null is nothing,
 * lists are joined.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((done, string, i) => `${done}${fill(parts[i - 1]!)}${string}`));
}

function fill(part: Part): string {
  if (part === null) return "";
  if (part instanceof Html) return part.text;
  return typeof part === "object" ? part.map(fill).join("") : escapeHtml(String(part));
}
