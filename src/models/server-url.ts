import { sha256 } from "../lib/hash.ts";

/**
 * A base URL, checked: http or https, without user name, password or query, since it is written
 * into every run folder. Throws without repeating what it was given.
 */
export function serverUrl(id: string, where: string, written: string): string {
  const model = `model "${id.split("?", 1)[0]}"`;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (/^[\w.-]+(:\d+)?(\/|$)/.test(written) || /^(localhost|[\w-]+(\.[\w-]+)+):$/.test(url?.protocol ?? ""))
    throw new Error(`${model}: ${where} should begin with http:// or https://, for example http://localhost:11434/v1`);
  const plain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (!plain || url.search)
    throw new Error(
      `${model}: ${where} should be an http(s) address without password or query; keys go in the key variable, a version in openai-compatible/NAME?api-version=…`,
    );
  return written.replace(/\/+$/, "");
}

/**
 * Parts of a URL's path that are as long and mixed as a key is; a deployment's or a model's name is
 * none.
 */
export function tokensIn(url: string): string[] {
  const parts = new URL(url).pathname.split("/");
  return parts.filter((part, i) => isMixed(part) && !/^(deployments|models)$/.test(parts[i - 1] ?? ""));
}

/** Letters and digits, letters of both cases at length, or an account's worth of digits. */
const isMixed = (part: string): boolean =>
  (part.length >= 12 && /\d/.test(part) && /[a-z]/i.test(part)) ||
  (part.length >= 20 && /[a-z]/.test(part) && /[A-Z]/.test(part)) ||
  /^\d{16,}$/.test(part);

/**
 * A base URL as a manifest may have it: what looks like a key in its path by its hash, so that two
 * stay two.
 */
export function publicUrl(url: string): string {
  return tokensIn(url).reduce((shown, token) => shown.replaceAll(token, `[${sha256(token).slice(0, 8)}]`), url);
}
