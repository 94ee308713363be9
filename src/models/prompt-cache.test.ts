import assert from "node:assert/strict";
import test, { after, beforeEach } from "node:test";
import type { CacheMark, Params, Reply, Request } from "./model.ts";
import { openModel } from "./open.ts";
import { cacheSaving, price } from "./price.ts";
import { plainRequest } from "./provider-fixture.ts";
import { listen, type Answer } from "./provider-server.ts";
import { refusalOf } from "./refuse-unknown-fixture.ts";

/** A server that takes what the providers take, and then says this. */
let said: Answer = {};
const server = await listen((asked) => refusalOf(asked) ?? said);
after(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  said = {};
});
const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };
const open = (id: string) =>
  openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
const [gpt, chat, claude] = await Promise.all(
  ["openai/gpt-5", "openai-compatible/mine", "anthropic/claude-opus-4-6"].map(open),
);

const messages: Request["messages"] = [
  { role: "system", content: "You decide." },
  { role: "user", content: "First?" },
  { role: "assistant", content: "I hold." },
  { role: "user", content: "Why?" },
];
const mark = (ends: number[], lasts: CacheMark["lasts"] = "5m"): CacheMark => ({ key: "k".repeat(64), ends, lasts });
const asked = async (model = claude!, cache?: CacheMark, params: Params = {}): Promise<Reply> =>
  model.generate({ ...plainRequest, messages, params }, cache ? { cache } : {});
const kept = { type: "ephemeral" };

test("Anthropic: each part that others begin with, too, ends in a mark, and reads as it did", async () => {
  await asked(claude, mark([1, 2]));
  const { system, messages: sent } = server.requests[0]!.body;
  assert.deepEqual(system, [{ type: "text", text: "You decide.", cache_control: kept }]);
  assert.deepEqual(sent, [
    { role: "user", content: [{ type: "text", text: "First?", cache_control: kept }] },
    ...messages.slice(2),
  ]);
  await asked(claude, mark([4], "1h"));
  assert.deepEqual(server.requests[1]!.body.messages.at(-1).content, [
    { type: "text", text: "Why?", cache_control: { ...kept, ttl: "1h" } },
  ]);
  assert.equal(server.requests[1]!.body.system, "You decide.");
});

test("OpenAI: the key goes along, and nothing else changes; other servers are sent none", async () => {
  for (const model of [gpt!, chat!]) {
    await asked(model);
    await asked(model, mark([1]));
  }
  const [plain, marked, ...rest] = server.requests.map(({ body }) => body);
  assert.deepEqual(marked, { ...plain, prompt_cache_key: "k".repeat(64) });
  assert.deepEqual(rest[0], rest[1]);
});

test("a server that takes no marks is asked without, at once and from then on", async () => {
  const strict = await listen(({ body }): Answer =>
    JSON.stringify(body).includes("cache_control")
      ? { status: 400, message: "messages.0.content.0.cache_control: Extra inputs are not permitted" }
      : {},
  );
  try {
    const model = await openModel("anthropic/claude-opus-4-6", { env, baseUrl: strict.anthropic });
    for (const _ of [1, 2]) assert.equal((await asked(model, mark([1]))).text, "ok");
    assert.equal(strict.requests.length, 3);
  } finally {
    await strict.close();
  }
});

test("what was read from a cache, written to it and kept for an hour is told apart", async () => {
  const usage = { input: 9000, output: 20, cachedInput: 1000, cacheWrite: 5000, cacheWriteHour: 2000, reasoning: 3 };
  said = { usage };
  assert.deepEqual((await asked()).usage, usage);
  const { cacheWriteHour: _, ...byOpenai } = usage;
  assert.deepEqual((await asked(gpt)).usage, byOpenai);
});

const tokens = { input: 10_000, output: 100, cachedInput: null, reasoning: null };
const opus = "anthropic/claude-opus-4-6";
const plainUsd = (10_000 * 5 + 100 * 25) / 1e6;
for (const [name, id, usage, usd] of [
  ["nothing of a cache", opus, tokens, plainUsd],
  ["written for minutes", opus, { ...tokens, cacheWrite: 8000 }, plainUsd + (0.25 * 8000 * 5) / 1e6],
  ["written for an hour", opus, { ...tokens, cacheWrite: 8000, cacheWriteHour: 8000 }, plainUsd + (8000 * 5) / 1e6],
  ["some of both", opus, { ...tokens, cacheWrite: 8000, cacheWriteHour: 4000 }, plainUsd + (1.25 * 4000 * 5) / 1e6],
  ["read", opus, { ...tokens, cachedInput: 8000 }, plainUsd - (8000 * 4.5) / 1e6],
  ["more for an hour than in all", opus, { ...tokens, cacheWrite: 1, cacheWriteHour: 2 }, null],
  ["written where that costs nothing more", "openai/gpt-5", { ...tokens, cacheWrite: 8000 }, (12_500 + 1000) / 1e6],
  ["written where that does", "openai/gpt-6-astra", { ...tokens, cacheWrite: 8000 }, (120_000 + 5000) / 1e6],
  ["at flex", "openai/gpt-5.5", { ...tokens, tier: "flex" }, (25_000 + 1500) / 1e6],
  [
    "at priority, read",
    "openai/gpt-5",
    { ...tokens, cachedInput: 4000, tier: "priority" },
    (15_000 + 1000 + 2000) / 1e6,
  ],
  ["at priority by its other word", "openai/gpt-5", { ...tokens, tier: "fast" }, (25_000 + 2000) / 1e6],
  ["at the ordinary tier, asked for", "openai/gpt-5", { ...tokens, tier: "default" }, (12_500 + 1000) / 1e6],
  ["at a tier whose price is not known", "openai/gpt-5", { ...tokens, tier: "ultrafast" }, null],
  ["at priority, which is each contract's", opus, { ...tokens, tier: "priority" }, null],
  ["at flex, of a model not known to have it", "openai/gpt-4.1", { ...tokens, tier: "flex" }, null],
] as const)
  test(`price: ${name}`, () => {
    const found = price(id, usage);
    if (usd === null) assert.equal(found, null);
    else assert.ok(Math.abs(found! - usd) < 1e-9, `${found}, expected ${usd}`);
  });

test("a cache has saved what the same would have cost without it, less what it did cost", () => {
  const near = (found: number | null, wanted: number) => assert.ok(Math.abs(found! - wanted) < 1e-9, String(found));
  near(cacheSaving(opus, { ...tokens, cachedInput: 8000 }), (8000 * 4.5) / 1e6);
  near(cacheSaving(opus, { ...tokens, cacheWrite: 8000 }), (-0.25 * 8000 * 5) / 1e6);
  assert.equal(cacheSaving("openai/unheard-of", tokens), null);
});

for (const [model, tier, word, tierKept] of [
  [gpt, "flex", "flex", "flex"],
  [gpt, "flex", "default", "default"],
  [gpt, "priority", "priority", "priority"],
  [gpt, undefined, "default", undefined],
  [gpt, undefined, "priority", "priority"],
  [chat, "flex", "flex", "flex"],
  [claude, "standard_only", "standard", "standard"],
  [claude, "auto", "priority", "priority"],
  [claude, undefined, "standard", undefined],
  [claude, "auto", undefined, undefined],
] as const)
  test(`${model!.id} asked at ${tier ?? "no tier"} and served at ${word ?? "no word"}`, async () => {
    said = word === undefined ? {} : { tier: word };
    const { usage } = await asked(model, undefined, tier === undefined ? {} : { serviceTier: tier });
    assert.equal(usage.tier, tierKept);
    assert.equal(server.requests[0]!.body.service_tier, tier);
  });

test("a tier that a provider does not have is refused before anything is sent", () => {
  assert.match(claude!.check({ serviceTier: "flex" })[0] ?? "", /should be one of auto, standard_only/);
  assert.match(gpt!.check({ serviceTier: "standard_only" })[0] ?? "", /should be one of auto, default, flex/);
  assert.deepEqual(gpt!.check({ serviceTier: "flex" }), []);
  assert.deepEqual(chat!.check({ serviceTier: "anything" }), []);
});
