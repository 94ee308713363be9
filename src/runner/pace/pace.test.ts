import assert from "node:assert/strict";
import test from "node:test";
import type { RateLimit } from "../../models/limits/rate-limits.ts";
import { afterHearing, levelAt, waitOf, type Bucket } from "./bucket.ts";
import { openBuckets } from "./buckets.ts";
import { openLearner } from "./costs.ts";
import { countsCacheReads } from "./counts-cache-reads.ts";
import { drawReady } from "./draw-ready.ts";
import { openLine } from "./line.ts";
import { openSignal } from "./signal.ts";
import { afterRefusal, afterReply, openWindow } from "./window.ts";

const says = (remaining: number, resetMs: number | null = null, limit = 600): RateLimit => ({
  limit,
  remaining,
  resetMs,
});
const bucket = (over: Partial<Bucket> = {}): Bucket => ({
  limit: 600,
  periodMs: 60_000,
  wholeAt: null,
  level: 0,
  at: 0,
  supposedFrom: null,
  seen: null,
  ...over,
});

test("what is left comes back evenly, to the limit and no further", () => {
  for (const [now, level] of [
    [0, 0],
    [100, 1],
    [30_000, 300],
    [60_000, 600],
    [90_000, 600],
  ] as const)
    assert.equal(levelAt(bucket(), now), level);
});

test("a call waits for what it lacks; one that costs more than all waits for all", () => {
  assert.equal(waitOf(bucket({ level: 5 }), 5, 0), 0);
  assert.equal(waitOf(bucket(), 5, 0), 500);
  assert.equal(waitOf(bucket(), 5000, 0), 60_000);
});

for (const [name, thought, remaining, since, underWay, passedMs, level] of [
  ["more than can be", 700, 550, 50, 50, 5000, 550],
  ["less than must be", 400, 550, 50, 50, 5000, 500],
  ["between the two", 520, 550, 50, 50, 5000, 520],
  ["less than must be, with some that were sent before on their way", 400, 550, 50, 120, 5000, 430],
  ["what others take", 600, 100, 0, 0, 0, 100],
  ["never more than all", 600, 599, 0, 0, 60_000, 600],
] as const)
  test(`what is thought to be left is kept within what an answer tells: ${name}`, () => {
    const known = bucket({ limit: 600, level: thought, at: passedMs });
    assert.equal(afterHearing(known, says(remaining), { at: 0, since, underWay }, passedMs).level, level);
  });

test("calls that were sent before a limit was known count when it is told", () => {
  assert.equal(afterHearing(null, says(29, null, 30), { at: 0, since: 19, underWay: 20 }, 0).level, 9);
});

test("the period is what the provider's words amount to: a minute, two seconds, or a day", () => {
  for (const periodMs of [60_000, 2000, 86_400_000]) {
    let known: Bucket | null = null;
    for (let i = 1; i <= 60; i++) {
      const remaining = 600 - i * 8;
      known = afterHearing(
        known,
        says(remaining, ((600 - remaining) * periodMs) / 600),
        { at: i, since: 0, underWay: 0 },
        i,
      );
    }
    assert.ok(Math.abs(known!.periodMs / periodMs - 1) < 0.1, `${known!.periodMs}, expected ${periodMs}`);
    assert.equal(known!.wholeAt, null);
  }
});

test("a limit that comes back all at once is waited for until then", () => {
  let known: Bucket | null = null;
  // A window that ends in 50 s, whatever is left of it.
  for (const remaining of [480, 300, 150, 0])
    known = afterHearing(known, says(remaining, 50_000), { at: 0, since: 0, underWay: 0 }, 0);
  assert.equal(known!.wholeAt, 50_000);
  assert.equal(waitOf(known!, 1, 20_000), 30_000);
  assert.equal(levelAt(known!, 50_001), 600);
});

test("a window grows by two with each reply until one is refused, then by four a round; a round of refusals cuts it once", () => {
  const bounds = { first: 20, most: 100 };
  let window = openWindow(bounds);
  for (let i = 0; i < 15; i++) window = afterReply(window, bounds);
  assert.equal(window.size, 50);
  for (let i = 0; i < 10; i++) window = afterRefusal(window, 90 + i, 100 + i);
  assert.equal(window.size, 35);
  for (let i = 0; i < 35; i++) window = afterReply(window, bounds);
  assert.ok(Math.abs(window.size - 39) < 0.3, String(window.size));
  assert.equal(afterRefusal(window, 200, 201).size, 0.7 * window.size);
  for (let i = 0; i < 10_000; i++) window = afterReply(window, bounds);
  assert.equal(window.size, 100);
  for (let i = 0; i < 100; i++) window = afterRefusal(window, 1000 + i, 1000 + i);
  assert.equal(window.size, 1);
});

test("items come in order but for those that cannot begin yet, which come as soon as they can", async () => {
  const blocked = new Set(["a"]);
  const changed = openSignal();
  const over = new Set<string>();
  const drawn = drawReady(["a1", "b1", "a2", "b2", "c1"], {
    blockOf: (item) => (blocked.has(item[0]!) ? item[0]! : null),
    isOver: (item) => over.has(item),
    begin: () => {},
    changed,
  });
  const next = async () => (await drawn.next()).value as string | undefined;
  assert.deepEqual([await next(), await next()], ["b1", "b2"]);
  blocked.clear();
  assert.equal(await next(), "a1");
  blocked.add("c");
  assert.equal(await next(), "a2");
  const waiting = next();
  blocked.clear();
  changed.tell();
  assert.equal(await waiting, "c1");
  assert.equal(await next(), undefined);
});

test("what is over by the time it could begin is let go", async () => {
  const changed = openSignal();
  let block: string | null = "all";
  let over = false;
  const drawn = drawReady([1, 2, 3], { blockOf: () => block, isOver: () => over, begin: () => {}, changed });
  const first = drawn.next();
  block = null;
  changed.tell();
  assert.equal((await first).value, 1);
  over = true;
  assert.equal((await drawn.next()).done, true);
});

test("who waits after all others have left is let go all the same", async () => {
  let wait = 1000;
  const line = openLine(() => wait, () => {}); // prettier-ignore
  const leaving = new AbortController();
  const left = assert.rejects(
    line.wait({}, () => "turn", leaving.signal),
    { name: "AbortError" },
  );
  leaving.abort();
  await left;
  wait = 0;
  assert.equal(await line.wait({}, () => "turn", new AbortController().signal), "turn");
});

test("what was put back does not pass for more than a limit, and a guess stays a number", () => {
  assert.equal(levelAt(bucket({ level: 900, wholeAt: 50 }), 0), 600);
  const learner = openLearner(true);
  const request = { messages: [], params: {}, seed: null, schema: null, choices: null };
  learner.learn(request, { input: 5, output: 1, cachedInput: 9, reasoning: null });
  assert.ok(Object.values(learner.guess(request)).every((cost) => Number.isFinite(cost) && cost >= 0));
});

test("a wait that is longer than one waits for is left to the server to ask for", () => {
  const buckets = openBuckets(() => 0);
  const costs = { requests: 1, tokens: 0, inputTokens: 0, outputTokens: 0 };
  buckets.hear({ requests: { limit: 10, remaining: 0, resetMs: 60_000 } }, buckets.spend(costs));
  assert.ok(buckets.waitFor(costs) > 0);
  const days = openBuckets(() => 0);
  days.hear({ requests: { limit: 10, remaining: 0, resetMs: 86_400_000 } }, days.spend(costs));
  assert.equal(days.waitFor(costs), 0);
});

test("what is read from a prompt cache counts against limits, but for Claude Sonnet 3.7 and later", () => {
  for (const [model, counts] of [
    ["anthropic/claude-3-opus", true],
    ["anthropic/claude-3-5-haiku-20241022", true],
    ["anthropic/claude-3-7-sonnet", false],
    ["anthropic/claude-opus-4-6", false],
    ["anthropic/claude-haiku-5-5", false],
    ["openai/gpt-5.4", true],
  ] as const)
    assert.equal(countsCacheReads(model), counts, model);
});
