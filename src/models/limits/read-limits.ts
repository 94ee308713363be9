import type { Counted, RateLimit, RateLimits } from "./rate-limits.ts";

/**
 * The rate limits that an answer's headers tell of, in OpenAI's form (`x-ratelimit-limit-requests`,
 * which many servers have) or in Anthropic's (`anthropic-ratelimit-requests-limit`); null where
 * they tell of none. `now` is this machine's time, in ms, and `tookMs` how long the answer was in
 * coming: a time of day that a limit is back at counts from when its call was sent.
 */
export function readLimits(headers: Headers, tookMs = 0, now: number = Date.now()): RateLimits | null {
  const clock = clockOf(headers, tookMs, now);
  const found: [Counted, RateLimit | null][] = [
    ...openaiNames.map(([counted, name]) => [
      counted,
      read((what) => headers.get(`x-ratelimit-${what}-${name}`), clock),
    ]),
    ...anthropicNames.map(([counted, name]) => [
      counted,
      read((what) => headers.get(`anthropic-ratelimit-${name}-${what}`), clock),
    ]),
  ] as [Counted, RateLimit | null][];
  const limits = Object.fromEntries(found.filter(([, limit]) => limit !== null)) as RateLimits;
  // Anthropic's tokens in all repeat whichever of the two that it counts is nearer its end.
  if (limits.inputTokens !== undefined || limits.outputTokens !== undefined) delete limits.tokens;
  return Object.keys(limits).length === 0 ? null : limits;
}

const openaiNames = [
  ["requests", "requests"],
  ["tokens", "tokens"],
] as const;
const anthropicNames = [
  ["requests", "requests"],
  ["tokens", "tokens"],
  ["inputTokens", "input-tokens"],
  ["outputTokens", "output-tokens"],
] as const;

/** A limit that is none, such as Azure's −1, is not said. */
function read(header: (what: "limit" | "remaining" | "reset") => string | null, now: number): RateLimit | null {
  const [limit, remaining] = [numberIn(header("limit")), numberIn(header("remaining"))];
  if (limit === null || remaining === null || limit <= 0 || remaining < 0) return null;
  return { limit, remaining: Math.min(remaining, limit), resetMs: untilIn(header("reset"), now) };
}

function numberIn(text: string | null): number | null {
  const value = Number(text?.trim() || NaN);
  return Number.isFinite(value) ? value : null;
}

/**
 * `6m0s`, `12ms`, `1h2m3.5s`, a count of seconds, a time of RFC 3339, or seconds or ms since 1970.
 */
function untilIn(text: string | null, now: number): number | null {
  const said = text?.trim() ?? "";
  if (/^(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/.test(said))
    return [...said.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
      0,
    );
  const seconds = numberIn(said);
  if (seconds !== null) return Math.max(0, seconds > 1e11 ? seconds - now : seconds * 1000 - (seconds > 1e9 ? now : 0));
  const at = Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * When the call was sent, by the server's clock where this machine's is wrong: its `Date`, in whole
 * seconds, is of some time between then and now.
 */
function clockOf(headers: Headers, tookMs: number, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  const isWrong = date < now - tookMs - 5000 || date > now + 5000;
  return (isWrong ? date : now) - tookMs;
}
