import { blotKey } from "./blot-key.ts";
import { ModelError } from "./model.ts";

/** What of an SDK's error is read here. Both SDKs throw this shape. */
interface Failure {
  name?: string;
  message?: string;
  status?: number;
  headers?: Headers;
  code?: string | null;
  cause?: unknown;
}

/**
 * Turns what an SDK threw into a {@link ModelError}: retryable on 408, 409, 429, 5xx, timeouts, dropped connections and
 * bodies that do not parse; not on other statuses, nor on an exhausted quota. `key` is blotted out of every message, and
 * the SDK's error is not kept as cause, since it may quote the request.
 */
export function providerError(
  id: string,
  error: unknown,
  { key, keyName }: { key: string | null; keyName: string },
): ModelError {
  if (error instanceof ModelError) return new ModelError(blotKey(error.message, key), error);
  const { message = String(error), status, headers, code } = (error ?? {}) as Failure;
  if (status === undefined)
    return new ModelError(`${id}: ${blot(connection(error as Failure, message), key)}`, { retryable: true });
  if (status === 401 || status === 403) {
    const advice = `${id}: the provider refused the key (${status}): check ${keyName} and what it may use`;
    return new ModelError(advice, { retryable: false, status });
  }
  const exhausted = status === 429 && code === "insufficient_quota";
  const retryable = !exhausted && (status === 408 || status === 409 || status === 429 || status >= 500);
  const hint = /reasoning summar/i.test(message) ? `; or ask for none: ${id}?summary=none` : "";
  return new ModelError(`${id}: ${blot(message, key)}${hint}`, {
    retryable,
    status,
    retryAfterMs: retryAfter(headers),
  });
}

const filterCodes = new Set([
  "content_filter",
  "content_policy_violation",
  "invalid_prompt",
  "bio_policy",
  "misalignment_policy_violation",
]);

/** Whether an error is a provider's content filter speaking, and what it says; null when it is not. */
export function filterDetail(error: unknown): string | null {
  const { status, code, message = "" } = (error ?? {}) as Failure;
  return status === 400 && code != null && filterCodes.has(code) ? `${code}: ${blot(message, null)}` : null;
}

/** A code of {@link filterDetail}'s in a reply that failed instead of erring. */
export const isFilterCode = (code: string): boolean => filterCodes.has(code);

/**
 * Milliseconds to wait by `retry-after-ms` or `Retry-After` (seconds, or an HTTP date by the server's own clock, as its
 * `Date` header tells it); null where neither says.
 */
function retryAfter(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get("retry-after-ms") ?? NaN);
  if (ms >= 0) return ms;
  const after = headers?.get("retry-after") ?? "";
  if (after.trim() === "") return null;
  const now = Date.parse(headers?.get("date") ?? "") || Date.now();
  const wait = Number.isNaN(Number(after)) ? Date.parse(after) - now : Number(after) * 1000;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

function connection(error: Failure, message: string): string {
  if (error instanceof SyntaxError) return `the reply was not JSON: ${message}`;
  const cause = error?.cause instanceof Error ? deepest(error.cause).message : "";
  return cause === "" || message.includes(cause) ? message : `${message} (${cause})`;
}

function deepest(error: Error): Error {
  return error.cause instanceof Error ? deepest(error.cause) : error;
}

function blot(text: string, key: string | null): string {
  return blotKey(text, key)
    .replace(/\b(sk|key)-[\w*-]{8,}/g, "[key]")
    .slice(0, 600);
}
