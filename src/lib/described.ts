/**
 * What somebody passed in place of something else, in a few words: `a promise, which nobody
 * awaited`, `an array of 3`.
 */
export function described(value: unknown): string {
  if (value instanceof Promise) return "a promise, which nobody awaited";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== "object" || value === null) return typeof value === "string" ? "a text" : String(value);
  return `an object with ${Object.keys(value).slice(0, 6).join(", ") || "nothing in it"}`;
}
