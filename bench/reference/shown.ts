import { inspect } from "node:util";

const most = 12;

/** What a notebook would show of a value, as a few lines of text. */
export function shown(value: unknown): string {
  const display = (value as { [key: symbol]: unknown } | null | undefined)?.[Symbol.for("Jupyter.display")];
  const bundle = typeof display === "function" ? (display.call(value) as Record<string, unknown>) : {};
  const plain = bundle["text/plain"];
  const text = typeof plain === "string" ? plain : typeof value === "string" ? value : inspected(value);
  const lines = text.trim().split("\n");
  return lines.length <= most ? lines.join("\n") : [...lines.slice(0, most), "…"].join("\n");
}

const inspected = (value: unknown): string =>
  value === undefined ? "" : inspect(value, { depth: 2, maxArrayLength: 4, maxStringLength: 120, breakLength: 88 });
