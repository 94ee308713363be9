import type { PythonValue } from "./expression.ts";
import { readPython } from "./read-python.ts";

/**
 * The text that a name of a Python file stands for. Throws, with the names of texts there are,
 * where it is none.
 */
export function pythonText(source: string, name: string): string {
  const value = valueAt(source, [name]);
  if (typeof value === "string") return value;
  throw new Error(`has something else than a text at ${name}; use another name`);
}

/**
 * Names and texts of a dict in a Python file, found by its name and keys. Throws on anything else.
 */
export function pythonTexts(source: string, path: readonly string[]): Record<string, string> {
  const value = valueAt(source, path);
  const flat = typeof value === "object" && value !== null && !Array.isArray(value);
  if (flat && Object.values(value).every((each) => typeof each === "string")) return value as Record<string, string>;
  throw new Error(`has something else than names and texts at ${path.join(" → ")}; use another name`);
}

function valueAt(source: string, path: readonly string[]): PythonValue {
  const { values, unread } = readPython(source);
  let value: PythonValue = values;
  for (const [index, key] of path.entries()) {
    const there: Record<string, PythonValue> =
      typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    if (!Object.hasOwn(there, key)) {
      const why =
        index === 0 && Object.hasOwn(unread, key) ? ` that can be read without running it (${unread[key]})` : "";
      throw new Error(`has no literal "${key}"${why}; use one of ${Object.keys(there).join(", ") || "(none)"}`);
    }
    value = there[key]!;
  }
  return value;
}
