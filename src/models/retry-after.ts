/**
 * Milliseconds to wait by `retry-after-ms` or `Retry-After` (seconds, or an HTTP date by the
 * server's own clock, as its `Date` header tells it); null where neither says, or says a time that
 * has passed.
 */
export function retryAfter(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get("retry-after-ms") ?? NaN);
  if (ms > 0) return ms;
  const after = headers?.get("retry-after") ?? "";
  if (after.trim() === "") return null;
  const now = Date.parse(headers?.get("date") ?? "") || Date.now();
  const wait = Number.isNaN(Number(after)) ? Date.parse(after) - now : Number(after) * 1000;
  return wait > 0 ? wait : null;
}
