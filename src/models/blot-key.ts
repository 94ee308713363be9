/**
 * Shorter ones are stand-ins given to servers that ask for none ("ollama", "EMPTY"), and may be
 * words of a reply.
 */
const shortest = 8;

/**
 * A value of JSON with `[key]` in place of a key, wherever its strings hold it; servers do repeat
 * what they were sent.
 */
export function blotKey<T>(value: T, key: string | null): T {
  if (key === null || key.length < shortest) return value;
  return blot(value, key) as T;
}

function blot(value: unknown, key: string): unknown {
  if (typeof value === "string") return value.replaceAll(key, "[key]");
  if (Array.isArray(value)) return value.map((each) => blot(each, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [blot(name, key), blot(each, key)]));
}
