import assert from "node:assert/strict";
import test from "node:test";
import { anthropicRequest } from "./anthropic-request.ts";
import { ModelError, type Model, type Params, type Request } from "./model.ts";
import { openModel } from "./open.ts";
import { forgetfulServer } from "./provider-fixture.ts";

const server = await forgetfulServer();

const keys = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };
const open = (id: string): Promise<Model> =>
  openModel(id, { env: keys, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
const ask = (params: Params = {}, over: Partial<Request> = {}): Request => ({
  messages: [{ role: "user", content: "Hello" }],
  params,
  seed: 7,
  schema: null,
  choices: null,
  ...over,
});
const sent = async (id: string, request: Request) => {
  await (await open(id)).generate(request, {});
  return server.requests.at(-1)?.body;
};
const choice = ask({}, { choices: ["A", "B"] });

test("OpenAI: nothing is stored, a reasoning model is asked for its summary, absent parameters stay absent", async () => {
  assert.deepEqual(await sent("openai/gpt-4o", ask()), {
    model: "gpt-4o",
    input: [{ role: "user", content: "Hello" }],
    store: false,
    stream: false,
  });
  const body = await sent("openai/o3", ask({ reasoningEffort: "low", maxTokens: 900 }));
  assert.deepEqual(body.reasoning, { effort: "low", summary: "auto" });
  assert.equal(body.max_output_tokens, 900);
  assert.equal("reasoning" in (await sent("openai/o3?summary=none", ask())), false);
  const sampled = await sent("openai/gpt-4o", ask({ temperature: 0, topP: 0.5 }));
  assert.deepEqual([sampled.temperature, sampled.top_p], [0, 0.5]);
});

test("OpenAI: a prompt refused as an error, and a response that failed by policy, are filter replies", async () => {
  const model = await open("openai/gpt-5");
  server.answer = () => ({ status: 400, type: "invalid_prompt", message: "flagged" });
  const reply = await model.generate(ask(), {});
  assert.deepEqual([reply.stop, reply.text, reply.stopDetail], ["filter", "", "invalid_prompt: 400 flagged"]);
});

test("OpenAI: an exhausted quota is a 429 that no retry helps", async () => {
  server.answer = () => ({ status: 429, type: "insufficient_quota", message: "You exceeded your current quota" });
  const model = await open("openai/gpt-5");
  await assert.rejects(model.generate(ask(), {}), { retryable: false, status: 429 });
});

test("OpenAI: an unverified organization is told how to go without summaries", async () => {
  server.answer = () => ({ status: 400, message: "must be verified to generate reasoning summaries" });
  await assert.rejects((await open("openai/o3")).generate(ask(), {}), /openai\/o3\?summary=none/);
});

test("forced choice: log-probabilities of the letters, whatever space stands before them", async () => {
  for (const id of ["openai/gpt-4o", "openai-compatible/qwen"]) {
    server.answer = () => ({ text: "A", top: { A: 0.5, B: 0.2, " A": 0.1, "\nB": 0.05 } });
    const reply = await (await open(id)).generate(choice, {});
    assert.equal(reply.stop, "end");
    assert.ok(Math.abs(Math.exp(reply.choices?.["A"] ?? NaN) - 0.6) < 1e-9);
    assert.ok(Math.abs(Math.exp(reply.choices?.["B"] ?? NaN) - 0.25) < 1e-9);
  }
  const [responses, chat] = server.requests.map(({ body }) => body);
  assert.deepEqual(responses.include, ["message.output_text.logprobs"]);
  assert.deepEqual([responses.top_logprobs, responses.max_output_tokens], [20, 16]);
  assert.deepEqual([chat.logprobs, chat.top_logprobs, chat.max_tokens, chat.seed], [true, 20, 1, 7]);
});

test("forced choice: a letter below the list is bounded and named; with neither listed nothing is claimed", async () => {
  const model = await open("openai/gpt-4o");
  server.answer = () => ({ text: "A", top: { A: 0.9, C: 0.06, D: 0.03 } });
  const reply = await model.generate(choice, {});
  assert.ok(Math.abs(Math.exp(reply.choices?.["B"] ?? NaN) - 0.01) < 1e-9);
  assert.match(reply.stopDetail ?? "", /not among the 3 likeliest tokens: B/);
  server.answer = () => ({ text: "I", top: { I: 0.9, We: 0.1 } });
  assert.deepEqual((await model.generate(choice, {})).choices, {});
});

test("forced choice: a refusal stays one; without probabilities, or on a model that has none, the error says so", async () => {
  const model = await open("openai/gpt-4o");
  server.answer = () => ({ stop: "refusal", text: "No." });
  const refusal = await model.generate(choice, {});
  assert.deepEqual([refusal.stop, refusal.choices], ["refusal", null]);
  server.answer = () => ({ text: "A" });
  await assert.rejects(model.generate(choice, {}), { name: "ModelError", retryable: false });
  const before = server.requests.length;
  for (const id of ["anthropic/claude-opus-4-6", "openai/o3"]) {
    const other = await open(id);
    assert.equal(other.can.choices, false);
    await assert.rejects(other.generate(choice, {}), /measure it by chat/);
  }
  assert.equal(server.requests.length, before, "nothing was sent");
});

test("forced choice: a model that can stop reasoning is asked to", async () => {
  server.answer = () => ({ text: "A", top: { A: 0.9, B: 0.1 } });
  assert.deepEqual((await sent("openai/gpt-5.4", choice)).reasoning, { effort: "none" });
});

test("compatible: seed, top_k and fingerprint; no key header where no key is set", async () => {
  const model = await openModel("openai-compatible/qwen3:8b", {
    env: { OPENAI_COMPATIBLE_BASE_URL: server.openai, OPENAI_API_KEY: "not for others" },
  });
  const reply = await model.generate(ask({ topK: 5, temperature: 1, maxTokens: 9 }), {});
  const [{ body, headers } = assert.fail()] = server.requests;
  assert.deepEqual([body.seed, body.top_k, body.temperature, body.max_tokens], [7, 5, 1, 9]);
  assert.equal(headers.authorization, undefined);
  assert.equal(reply.fingerprint, "fp_test");
});

test("Anthropic: leading system messages are lifted out, a limit is always set, sampling goes over the wire", async () => {
  const messages = [
    { role: "system" as const, content: "One." },
    { role: "system" as const, content: "Two." },
    { role: "user" as const, content: "Hello" },
  ];
  const body = await sent("anthropic/claude-3-opus", ask({ temperature: 0.3, topK: 4 }, { messages }));
  assert.equal(body.system, "One.\n\nTwo.");
  assert.deepEqual(body.messages, [{ role: "user", content: "Hello" }]);
  assert.deepEqual([body.max_tokens, body.temperature, body.top_k, body.top_p], [4096, 0.3, 4, undefined]);
});

for (const [name, how, params, expected] of [
  ["no effort leaves thinking to the model", "budget", {}, [4096, undefined, undefined]],
  ["none turns it off", "adaptive", { reasoningEffort: "none" }, [4096, "disabled", undefined]],
  [
    "a budget adds to the reply's limit",
    "budget",
    { reasoningEffort: "low", maxTokens: 500 },
    [2548, "enabled", undefined],
  ],
  ["adaptive thinking takes the effort", "adaptive", { reasoningEffort: "high" }, [20_480, "adaptive", "high"]],
] as [string, "budget" | "adaptive", Params, unknown][]) {
  test(`Anthropic thinking: ${name}`, () => {
    const body = anthropicRequest("m", how, ask(params));
    assert.deepEqual([body.max_tokens, body.thinking?.type, body.output_config?.effort], expected);
  });
}

test("Anthropic: why it refused is kept; cache reads and writes count as input", async () => {
  server.answer = () => ({ stop: "refusal", text: "", explanation: "a named policy" });
  const reply = await (await open("anthropic/claude-opus-4-6")).generate(ask(), {});
  assert.equal(reply.stopDetail, "refusal: a named policy");
});

for (const [id, expected] of [
  ["openai/gpt-5", /set the environment variable OPENAI_API_KEY/],
  ["anthropic/claude-opus-4-6", /set the environment variable ANTHROPIC_API_KEY/],
  ["openai-compatible/qwen", /set OPENAI_COMPATIBLE_BASE_URL/],
  ["openai-compatible/qwen?baseUrl=http://me:pw@host/v1", /keys go in the key variable/],
  ["openai-compatible/qwen?baseUrl=file:///etc", /should be an http/],
  ["mystery/model", /one of openai, anthropic/],
  ["gpt-5", /expected provider\/name/],
  ["openai/gpt-5?sumary=none", /no option "sumary"; known: summary/],
  ["local/nowhere.gguf", /no file .*nowhere\.gguf; expected a GGUF file/],
] as const) {
  test(`${id}: one clear error`, async () => {
    const error = await openModel(id, { env: {} }).catch((thrown: unknown) => thrown as Error);
    assert.ok(error instanceof Error && !(error instanceof ModelError));
    assert.match(error.message, expected);
    assert.equal(error.message.split("\n").length, 1);
    assert.ok(!error.message.includes("pw@"), error.message);
  });
}
