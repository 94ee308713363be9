type Env = Record<string, string | undefined>;

/**
 * A key from the environment, null where there is none. Throws, naming the variable and never the
 * key, on what no HTTP header can hold, such as quotes that a word processor made.
 */
export function readKey(id: string, keyName: string, env: Env): string | null {
  const key = env[keyName]?.trim();
  if (!key) return null;
  if (/^["'`]|["'`]$/.test(key))
    throw new Error(`model "${id}": ${keyName} has quotation marks around its key: set it without them`);
  const stray = /[^\x21-\x7e]/u.exec(key)?.[0];
  if (stray === undefined) return key;
  const name = /\s/.test(stray) ? "a space or line break" : nameOf(stray);
  throw new Error(`model "${id}": ${keyName} holds ${name}, which no key does: copy it again, without quotation marks`);
}

/** A character by itself where it can be seen, else by its code point. */
function nameOf(character: string): string {
  if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return `"${character}"`;
  return `an invisible character (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`;
}

/** A key that there must be. Throws, naming the variable, when it is not set. */
export function requireKey(id: string, keyName: string, env: Env): string {
  const key = readKey(id, keyName, env);
  if (key === null) throw new Error(`model "${id}" needs a key: set the environment variable ${keyName}`);
  return key;
}
