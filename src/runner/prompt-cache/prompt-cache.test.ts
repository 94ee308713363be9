import assert from "node:assert/strict";
import test, { after } from "node:test";
import { metered } from "../../models/metered-fixture.ts";
import { openModel } from "../../models/open.ts";
import { listen } from "../../models/provider-server.ts";
import { plan } from "../plan.ts";
import { results } from "../results.ts";
import { run, type RunOptions } from "../run.ts";
import { sampleOptions } from "../sample-options.ts";
import { lengthy } from "./lengthy.ts";

const options = sampleOptions();
const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };

async function ran(id: string, characters: number, more: RunOptions = {}, minimum = 1024, epochs = 4) {
  const meter = metered({
    minimum,
    delayMs: 5,
    say: ({ body }) => ({ text: JSON.stringify(body).includes("You acted. Why?") ? "Because." : "I ACT." }),
  });
  const server = await listen(meter.answer);
  after(() => server.close());
  const model = await openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
  // 2 wordings × 2 tiers × 2 inputs × epochs, each of two turns; all begin with the same
  // instructions.
  const planned = plan({ scenarios: [lengthy(1, characters)], models: [id], epochs });
  const done = await run(planned, options({ models: [model], ...more }));
  return { planned, done, server };
}

test("Anthropic: what prompts share is written once and read by all others, and the run says what that saved", async () => {
  const { done, server } = await ran("anthropic/claude-opus-4-1", 8000);
  assert.equal(done.summary.done, 32);
  const { readTokens, writtenTokens, savedUsd } = done.summary.promptCache!;
  // The instructions once, and each of 8 prompts once: a few tokens more.
  assert.ok(writtenTokens < 2003 + 8 * 30, `${writtenTokens} written`);
  assert.ok(readTokens > 63 * 2000, `${readTokens} read`);
  assert.ok(Math.abs(savedUsd! - (readTokens * 13.5 - writtenTokens * 0.25 * 15) / 1e6) < 1e-9);
  assert.ok(server.requests.every(({ body }) => Array.isArray(body.system)));
});

test("OpenAI: prompts that begin alike have the same key, and others another", async () => {
  const { done, server } = await ran("openai/gpt-4o", 8000);
  const keys = Map.groupBy(server.requests, ({ body }) => body.prompt_cache_key as string);
  assert.equal(keys.size, 8);
  for (const [key, some] of keys) {
    assert.ok(key.length <= 64);
    assert.equal(new Set(some.map(({ body }) => body.input[1].content)).size, 1);
  }
  assert.ok(done.summary.promptCache!.readTokens > 0);
  assert.ok(done.summary.promptCache!.savedUsd! > 0);
});

for (const [name, id, characters, more, epochs] of [
  ["prompts that are too short to be kept", "anthropic/claude-opus-4-1", 2000, {}, 4],
  ["prompts below what this model keeps", "anthropic/claude-opus-4-6", 8000, {}, 4],
  ["a model whose minimum is not known", "anthropic/claude-haiku-5-5", 20_000, {}, 4],
  ["a run that wants none", "anthropic/claude-opus-4-1", 8000, { promptCache: false }, 4],
] as const)
  test(`no mark is sent for ${name}`, async () => {
    const { done, server } = await ran(id, characters, more, 1024, epochs);
    assert.ok(server.requests.every(({ body }) => !JSON.stringify(body).includes("cache_control")));
    assert.equal(done.summary.promptCache, undefined);
  });

test("for an hour, where asked: at twice the price to write", async () => {
  const { done, server } = await ran("anthropic/claude-opus-4-1", 8000, { promptCache: "1h" });
  const [{ body } = assert.fail()] = server.requests;
  assert.deepEqual(body.system[0].cache_control, { type: "ephemeral", ttl: "1h" });
  const { readTokens, writtenTokens, savedUsd } = done.summary.promptCache!;
  assert.ok(Math.abs(savedUsd! - (readTokens * 13.5 - writtenTokens * 15) / 1e6) < 1e-9);
});

test("a mark changes nothing that a reply is kept under: without, the same run asks nothing", async () => {
  const { planned, done, server } = await ran("anthropic/claude-opus-4-1", 8000);
  const asked = server.requests.length;
  const model = await openModel("anthropic/claude-opus-4-1", { env, baseUrl: server.anthropic });
  const cache = { cache: `${done.dir.replace(/run-(\d+)$/, "cache-$1")}.sqlite` };
  const again = await run(planned, options({ ...cache, models: [model], promptCache: false }));
  const cheaper = plan({
    scenarios: planned.scenarios,
    models: planned.models,
    epochs: 4,
    params: { serviceTier: "standard_only" },
  });
  const atTier = await run(cheaper, options({ ...cache, models: [model] }));
  assert.deepEqual([again.summary.cached, atTier.summary.cached, server.requests.length], [32, 32, asked]);
  assert.equal(again.summary.promptCache, undefined, "what was not paid for again saved nothing");
  for await (const { replies } of results(again)) assert.ok(replies.every(({ cached }) => cached));
});
