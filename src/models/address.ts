/** A model id taken apart: `provider/name?key=value&…`. */
export interface Address {
  id: string;
  provider: string;
  name: string;
  options: Record<string, string>;
}

/**
 * Takes `provider/name?key=value` apart. The name may itself hold slashes, colons and dots. Throws
 * on an id without provider or name, and on an option that is not among `allowed`.
 */
export function parseAddress(id: string, allowed: readonly string[] = []): Address {
  const mark = id.indexOf("?");
  const path = mark < 0 ? id : id.slice(0, mark);
  const slash = path.indexOf("/");
  if (slash < 1 || slash === path.length - 1)
    throw new Error(`model "${id}": expected provider/name, for example openai/gpt-5.1 or local/smollm2-135m`);
  const options = mark < 0 ? {} : Object.fromEntries(new URLSearchParams(id.slice(mark + 1)));
  for (const key of Object.keys(options)) {
    if (!allowed.includes(key))
      throw new Error(`model "${id}": no option "${key}"; known: ${allowed.join(", ") || "none"}`);
  }
  return { id, provider: path.slice(0, slash), name: path.slice(slash + 1), options };
}
