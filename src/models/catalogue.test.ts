import assert from "node:assert/strict";
import test from "node:test";
import { catalogue, modelFacts, unknowns } from "./catalogue.ts";
import { checkParams } from "./check.ts";
import type { Params, Usage } from "./model.ts";
import { price } from "./price.ts";

test("every model has a source, one entry an id, and dates in order", () => {
  const ids = catalogue().flatMap(({ id, aliases }) => [id, ...aliases].map((name) => name.toLowerCase()));
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, cutoff, released, retired, price } of catalogue()) {
    if (cutoff && released) assert.ok(cutoff < released, `${id}: cutoff ${cutoff}, released ${released}`);
    if (released && retired) assert.ok(released < retired, `${id}: released ${released}, retired ${retired}`);
    if (price?.cachedInput) assert.ok(price.cachedInput < price.input && price.input < price.output, id);
  }
});

test("the models people ask about are there", () => {
  for (const id of [
    "openai/gpt-4o",
    "openai/gpt-4.1",
    "openai/o3",
    "openai/o4-mini",
    "openai/gpt-5",
    "openai/gpt-5.5",
    "anthropic/claude-3-opus",
    "anthropic/claude-3-5-sonnet",
    "anthropic/claude-3-7-sonnet",
    "anthropic/claude-opus-4",
    "anthropic/claude-opus-4-1",
    "anthropic/claude-opus-4-5",
    "anthropic/claude-opus-4-6",
    "anthropic/claude-sonnet-4",
    "anthropic/claude-sonnet-4-5",
    "anthropic/claude-haiku-4-5",
    "anthropic/claude-haiku-5-5",
    "openai-compatible/google/gemini-2.5-pro",
    "local/smollm2-135m",
  ])
    assert.ok(modelFacts(id), id);
});

for (const [id, name] of [
  ["openai/gpt-4o-2024-08-06", "GPT-4o"],
  ["anthropic/claude-opus-4-20250514", "Claude Opus 4"],
  ["anthropic/claude-opus-4-1-20250805", "Claude Opus 4.1"],
  ["anthropic/claude-3-7-sonnet-latest", "Claude Sonnet 3.7"],
  ["openai/o3?summary=none", "o3"],
  ["openai-compatible/meta-llama/llama-3.3-70b-instruct:free?baseUrl=http://h/v1", "Llama 3.3 70B"],
  ["openai-compatible/llama3.1:8b", "Llama 3.1"],
  ["openai/gpt-4o-audio-preview", null],
  ["openai/gpt-5.5-pro", null],
] as const) {
  test(`${id} is ${name ?? "not known"}`, () => assert.equal(modelFacts(id)?.name ?? null, name));
}

for (const [id, params, expected] of [
  ["openai/gpt-4o", { temperature: 0, topP: 1, maxTokens: 5 }, []],
  ["openai/gpt-4o", { topK: 3 }, [/does not accept topK/]],
  ["openai/o3", { temperature: 0, reasoningEffort: "low" }, [/does not accept temperature/]],
  ["openai/o3", { reasoningEffort: "xhigh" }, [/should be one of low, medium, high/]],
  ["openai/gpt-5.4", { temperature: 0 }, [/only with reasoningEffort "none"/]],
  ["openai/gpt-5.4", { temperature: 0, reasoningEffort: "none" }, []],
  ["anthropic/claude-3-opus", { temperature: 1.2 }, [/temperature 1.2 should be a number from 0 to 1/]],
  ["anthropic/claude-opus-4-1", { temperature: 1, topP: 0.9 }, [/one of temperature and topP, not both/]],
  ["anthropic/claude-opus-4-5", { temperature: 1, reasoningEffort: "low" }, [/temperature while it thinks/]],
  ["anthropic/claude-opus-4-7", { temperature: 1 }, [/does not accept temperature/]],
  ["openai-compatible/anything", { temperature: 3, maxTokens: 0.5 }, [/from 0 to 2/, /a whole number, 1 or more/]],
  ["local/my.gguf", { reasoningEffort: "low" }, [/does not accept reasoningEffort/]],
  ["openai/not-yet-made", { temperature: 0.2 }, []],
] as [string, Params, RegExp[]][]) {
  test(`check: ${id} with ${JSON.stringify(params)}`, () => {
    const problems = checkParams(id, params);
    assert.equal(problems.length, expected.length, problems.join("\n"));
    expected.forEach((pattern, i) => assert.match(problems[i] ?? "", pattern));
  });
}

const usage = (over: Partial<Usage>): Usage => ({
  input: 1e6,
  output: 1e6,
  cachedInput: null,
  reasoning: null,
  ...over,
});
for (const [id, used, expected] of [
  ["openai/gpt-4o", usage({}), 12.5],
  ["openai/gpt-4o", usage({ cachedInput: 4e5 }), 0.6 * 2.5 + 0.4 * 1.25 + 10],
  ["anthropic/claude-sonnet-5", usage({ cachedInput: 5e5 }), 12],
  ["openai/gpt-4o", usage({ input: -5 }), null],
  ["openai/gpt-4o", usage({ cachedInput: 2e6 }), null],
  ["openai/gpt-4o", usage({ output: 1e308 }), null],
  ["openai/gpt-4o", usage({ input: null }), null],
  ["openai/not-yet-made", usage({}), null],
  ["openai-compatible/llama3.1:8b", usage({}), null],
  ["local/my.gguf", usage({}), 0],
  ["simulated/steady", usage({ input: null, output: null }), 0],
] as const) {
  test(`price: ${id} for ${JSON.stringify(used)}`, () => assert.equal(price(id, used), expected));
}

test("unknown models say what is unknown", () => {
  assert.match(unknowns("openai/not-yet-made")[0] ?? "", /not in data\/models\.yaml/);
  assert.deepEqual(unknowns("openai/gpt-4o"), []);
  assert.equal(unknowns("openai-compatible/qwen3:8b").length, 2);
  assert.deepEqual(unknowns("simulated/steady"), []);
});
