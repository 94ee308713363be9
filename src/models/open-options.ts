/** How a model is reached; everything has a default. */
export interface OpenOptions {
  /** Overrides the provider's base URL and its environment variable. */
  baseUrl?: string;
  /** Longest wait for one whole reply, in ms; 600,000 when absent. */
  timeoutMs?: number;
  /** Where keys and base URLs are looked up; `process.env` when absent. */
  env?: Record<string, string | undefined>;
}

/** The provider's key from the environment; throws, naming the variable, when it is not set. */
export function requireKey(id: string, keyName: string, options: OpenOptions): string {
  const key = (options.env ?? process.env)[keyName];
  if (!key) throw new Error(`model "${id}" needs a key: set the environment variable ${keyName}`);
  return key;
}

/**
 * A base URL, checked: http or https, without user name, password or query, since it is written
 * into every run folder. Throws without repeating what it was given.
 */
export function serverUrl(id: string, where: string, given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search;
  if (!plain)
    throw new Error(
      `model "${id.split("?", 1)[0]}": ${where} should be an http(s) address without password or query; keys go in the key variable`,
    );
  return given.replace(/\/+$/, "");
}
