import assert from "node:assert/strict";
import test from "node:test";
import { readLimits } from "./read-limits.ts";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);
const openai = (limit: string, remaining: string, reset: string) => ({
  "x-ratelimit-limit-requests": limit,
  "x-ratelimit-remaining-requests": remaining,
  "x-ratelimit-reset-requests": reset,
});

for (const [name, headers, expected] of [
  ["none", {}, null],
  ["minutes", openai("500", "499", "6m0s"), { requests: { limit: 500, remaining: 499, resetMs: 360_000 } }],
  ["milliseconds", openai("500", "499", "12ms"), { requests: { limit: 500, remaining: 499, resetMs: 12 } }],
  ["parts", openai("9", "1", "1h2m3.5s"), { requests: { limit: 9, remaining: 1, resetMs: 3_723_500 } }],
  ["plain seconds", openai("9", "1", "7"), { requests: { limit: 9, remaining: 1, resetMs: 7000 } }],
  [
    "seconds since 1970",
    openai("9", "1", String(now / 1000 + 5)),
    { requests: { limit: 9, remaining: 1, resetMs: 5000 } },
  ],
  ["ms since 1970", openai("9", "1", String(now + 5)), { requests: { limit: 9, remaining: 1, resetMs: 5 } }],
  ["minutes and seconds", openai("9", "1", "1m30s"), { requests: { limit: 9, remaining: 1, resetMs: 90_000 } }],
  ["a time gone by", openai("9", "1", "-5"), { requests: { limit: 9, remaining: 1, resetMs: 0 } }],
  ["a limit of nothing", openai("0", "0", "1s"), null],
  ["a limit beyond all", openai("1e999", "1", "1s"), null],
  ["no reset", openai("9", "1", ""), { requests: { limit: 9, remaining: 1, resetMs: null } }],
  ["no limit, as Azure says it", openai("-1", "-1", "0"), null],
  ["more left than there is", openai("9", "12", "0s"), { requests: { limit: 9, remaining: 9, resetMs: 0 } }],
  ["words", openai("many", "some", "soon"), null],
  [
    "Anthropic's three, and its sum, which repeats one of them",
    {
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "49",
      "anthropic-ratelimit-requests-reset": "2026-01-01T12:00:01Z",
      "anthropic-ratelimit-input-tokens-limit": "30000",
      "anthropic-ratelimit-input-tokens-remaining": "28000",
      "anthropic-ratelimit-input-tokens-reset": "2026-01-01T12:00:04Z",
      "anthropic-ratelimit-output-tokens-limit": "8000",
      "anthropic-ratelimit-output-tokens-remaining": "8000",
      "anthropic-ratelimit-output-tokens-reset": "2026-01-01T11:59:59Z",
      "anthropic-ratelimit-tokens-limit": "38000",
      "anthropic-ratelimit-tokens-remaining": "36000",
      "anthropic-ratelimit-tokens-reset": "2026-01-01T12:00:04Z",
    },
    {
      requests: { limit: 50, remaining: 49, resetMs: 1000 },
      inputTokens: { limit: 30_000, remaining: 28_000, resetMs: 4000 },
      outputTokens: { limit: 8000, remaining: 8000, resetMs: 0 },
    },
  ],
  [
    "a time by the server's clock, where ours is wrong",
    {
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "49",
      "anthropic-ratelimit-requests-reset": "2026-01-01T15:00:02Z",
      date: "Thu, 01 Jan 2026 15:00:00 GMT",
    },
    { requests: { limit: 50, remaining: 49, resetMs: 2000 } },
  ],
] as const)
  test(`limits: ${name}`, () => assert.deepEqual(readLimits(new Headers(headers), 0, now), expected));

for (const [name, date, sentAt] of [
  ["by a clock that is right", now, now - 30_000],
  ["by a clock that is not", now + 3_600_000, now + 3_570_000],
] as const)
  test(`limits: a time of day in an answer that was long in coming counts from when it was asked, ${name}`, () => {
    const headers = {
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "40",
      "anthropic-ratelimit-requests-reset": new Date(sentAt + 12_000).toISOString(),
      date: new Date(date).toUTCString(),
    };
    const requests = { limit: 50, remaining: 40, resetMs: 12_000 };
    assert.deepEqual(readLimits(new Headers(headers), 30_000, now), { requests });
  });
