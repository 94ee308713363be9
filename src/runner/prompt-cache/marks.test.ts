import assert from "node:assert/strict";
import test, { after } from "node:test";
import { listenBatches } from "../../models/batch/batch-server.ts";
import { openModel } from "../../models/open.ts";
import { listen } from "../../models/provider-server.ts";
import { plan } from "../plan.ts";
import { run, type RunOptions } from "../run.ts";
import { sampleOptions } from "../sample-options.ts";
import { lengthy } from "./lengthy.ts";

const options = sampleOptions();
const [id, env] = ["anthropic/claude-opus-4-1", { ANTHROPIC_API_KEY: "k", OPENAI_API_KEY: "k" }];
const planOf = (epochs: number, model = id) => plan({ scenarios: [lengthy(1, 8000)], models: [model], epochs });

async function byBatch(model: string, more: RunOptions) {
  const server = await listenBatches(() => ({ text: "I HOLD." }));
  after(() => server.close());
  const baseUrl = model.startsWith("openai/") ? server.openai : server.anthropic;
  const models = [await openModel(model, { env, baseUrl })];
  const batch = { gatherMs: 20, pollMs: 10 };
  const done = await run(planOf(4, model), options({ models, mode: "off", batch, ...more }));
  assert.equal(done.summary.done, 32);
  return server.asked.map(({ body }) => body);
}

test("by batches prompts are marked where it is asked for, and what begins alike follows one another", async () => {
  const marked = await byBatch(id, { promptCache: "1h" });
  for (const { system } of marked) assert.deepEqual(system[0].cache_control, { type: "ephemeral", ttl: "1h" });
  const keyed = await byBatch("openai/gpt-4o", { promptCache: "1h" });
  const keys = keyed.map((body) => body.prompt_cache_key as string);
  assert.equal(keys.filter((key, at) => key !== keys[at - 1]).length, new Set(keys).size);
  for (const more of [{}, { promptCache: false }] as const)
    assert.doesNotMatch(JSON.stringify(await byBatch(id, more)), /cache_control/);
});

test("a queue's workers mark what is asked fifty times", async () => {
  const server = await listen(() => ({ text: "I HOLD." }));
  after(() => server.close());
  const models = [await openModel(id, { env, baseUrl: server.anthropic })];
  const done = await run(planOf(7), options({ models, mode: "off", queue: "embedded" }));
  assert.equal(done.summary.done, 56);
  for (const { body } of server.requests) assert.match(JSON.stringify(body), /cache_control/);
});
