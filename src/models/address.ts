import { didYouMean } from "../lib/closest.ts";

/** A model id taken apart: `provider/name?key=value&…`. */
export interface Address {
  id: string;
  provider: string;
  name: string;
  options: Record<string, string>;
}

/**
 * What may stand behind the `?` of each provider's models, with the values there are; null: any.
 */
const known: Record<string, Record<string, readonly string[] | null>> = {
  openai: { summary: ["auto", "concise", "detailed", "none"] },
  anthropic: {},
  "openai-compatible": {
    baseUrl: null,
    system: ["system", "user", "developer"],
    seed: ["yes", "no"],
    limit: ["max_tokens", "max_completion_tokens"],
    "api-version": null,
  },
  local: { gpu: ["off", "auto", "metal", "cuda", "vulkan"] },
  simulated: { published: null, paraphrase: null, gap: null, sd: null, inputSd: null, refuse: null, seed: null },
};

/**
 * Takes `provider/name?key=value` apart. The name may itself hold slashes, colons and dots. Throws
 * on an id without provider or name, and on an option or a value that its provider does not know,
 * with what was likely meant.
 */
export function parseAddress(id: string): Address {
  const mark = id.indexOf("?");
  const path = mark < 0 ? id : id.slice(0, mark);
  const slash = path.indexOf("/");
  if (slash < 1 || slash === path.length - 1)
    throw new Error(`model "${id}": expected provider/name, for example openai/gpt-5.1 or local/smollm2-135m`);
  const provider = path.slice(0, slash);
  const options = mark < 0 ? {} : optionsIn(path, id.slice(mark + 1), known[provider] ?? {});
  return { id, provider, name: path.slice(slash + 1), options };
}

/** Values are said again only where there are few of them: another may hold a key. */
function optionsIn(
  path: string,
  query: string,
  allowed: Record<string, readonly string[] | null>,
): Record<string, string> {
  const names = Object.keys(allowed);
  const found: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (!Object.hasOwn(allowed, key))
      throw new Error(
        `model "${path}": no option "${key}"; known: ${names.join(", ") || "none"}${didYouMean(key, names)}`,
      );
    const values = allowed[key]!;
    if (Object.hasOwn(found, key)) throw new Error(`model "${path}": option "${key}" is given twice`);
    if (values !== null && !values.includes(value))
      throw new Error(
        `model "${path}": ${key}=${value} should be one of ${values.join(", ")}${didYouMean(value, values)}`,
      );
    if (value === "") throw new Error(`model "${path}": option "${key}" has no value`);
    found[key] = value;
  }
  if (Object.keys(found).length === 0) throw new Error(`model "${path}": nothing stands behind its "?"`);
  return found;
}
