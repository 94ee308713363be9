import assert from "node:assert/strict";
import { test } from "node:test";
import { checkModelId } from "./check-id.ts";

for (const id of [
  "openai/anything-new",
  "anthropic/claude-opus-4-6",
  "openai-compatible/qwen3:8b?system=user",
  "local/smollm2-135m",
  "local/hf:owner/repo/file.gguf",
  "simulated/recognizer?gap=-0.3",
])
  test(`can be asked: ${id}`, () => checkModelId(id));

for (const [id, expected] of [
  ["openay/gpt-5.5", /no provider "openay": .*openai-compatible.*; did you mean openai\?$/],
  ["antropic/claude-opus-4-6", /; did you mean anthropic\?$/],
  ["nobody", /expected provider\/name, the provider one of openai, /],
  ["claude-opus-4-6", /; did you mean anthropic\/claude-opus-4-6\?$/],
  ["openai/", /expected provider\/name/],
  ["/x", /expected provider\/name/],
  ["", /expected provider\/name/],
  ["simulated/recogniser", /no such simulated subject.*; did you mean simulated\/recognizer\?$/],
  ["simulated/steady?gap=x", /gap=x is not a number$/],
  ["openai/gpt-5.5?foo=1", /^model "openai\/gpt-5\.5": no option "foo"; known: summary$/],
  ["openai/gpt-5.5?sumary=none", /; did you mean summary\?$/],
  ["openai/gpt-5.5?summary=non", /summary=non should be one of auto, .*; did you mean none\?$/],
  ["openai/gpt-5.5?summary=none&summary=auto", /option "summary" is given twice$/],
  ["openai/gpt-5.5?summary", /summary= should be one of/],
  ["openai/gpt-5.5?", /nothing stands behind its "\?"$/],
  ["anthropic/claude-opus-4-6?effort=high", /no option "effort"; known: none$/],
  ["openai-compatible/x?base_url=http://h/v1", /; did you mean baseUrl\?$/],
  ["openai-compatible/x?baseUrl=", /option "baseUrl" has no value$/],
  ["openai-compatible/x?seed=7", /seed=7 should be one of yes, no$/],
  ["local/smollm2-135m?gpus=auto", /; did you mean gpu\?$/],
  ["simulated/steady?publishd=0.3", /; did you mean published\?$/],
  ["local/smolm2-135m", /no file .*; did you mean local\/smollm2-135m\?$/],
] as const)
  test(`is named before anything starts: "${id}"`, () => assert.throws(() => checkModelId(id), { message: expected }));
