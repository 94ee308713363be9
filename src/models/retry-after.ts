/**
 * Milliseconds to wait by `retry-after-ms` or `Retry-After` (seconds, or an HTTP date by the
 * server's own clock, as its `Date` header tells it); null where neither says, or says a time that
 * has passed. Of several, as where a proxy adds its own, the longest counts.
 */
export function retryAfter(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get("retry-after-ms") || NaN);
  if (ms > 0) return ms;
  const now = dateOf(headers?.get("date") ?? "") || Date.now();
  const waits = timesIn(headers?.get("retry-after") ?? "").map((after) => waitOf(after, now));
  const longest = Math.max(0, ...waits.filter((wait) => !Number.isNaN(wait)));
  return longest > 0 ? longest : null;
}

/** Headers of one name come joined by commas, which stand in dates, too. */
const timesIn = (header: string): string[] =>
  header
    .split(/,(?! *\d\d?[ -][A-Za-z])/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A count of seconds since 1970 is a date, as some servers write it. */
function waitOf(after: string, now: number): number {
  const seconds = /^[+-]?[\d.]+(?:e[+-]?\d+)? ?s?$/i.test(after) ? Number.parseFloat(after) : NaN;
  if (Number.isNaN(seconds)) return dateOf(after) - now;
  return Math.abs(seconds * 1000 - now) < 400 * 86_400_000 ? seconds * 1000 - now : seconds * 1000;
}

/** A date of HTTP in any of its three forms, all of which are in GMT; NaN where it is none. */
function dateOf(text: string): number {
  if (!/\d\d:\d\d/.test(text)) return NaN;
  return Date.parse(/(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(text.trim()) ? text : `${text} GMT`);
}
