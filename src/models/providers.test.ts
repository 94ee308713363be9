import assert from "node:assert/strict";
import test from "node:test";
import { ModelError, type Model, type Params, type Request } from "./model.ts";
import { openModel } from "./open.ts";
import { forgetfulServer } from "./provider-fixture.ts";
import { listen, type Answer } from "./provider-server.ts";

const secret = "sk-planted-secret-0123456789";
const server = await forgetfulServer();

const ids = ["openai/gpt-4o", "openai-compatible/qwen", "anthropic/claude-opus-4-6"];
const open = (id: string, timeoutMs = 60_000, from = server): Promise<Model> =>
  openModel(id, {
    timeoutMs,
    env: {
      OPENAI_API_KEY: secret,
      ANTHROPIC_API_KEY: secret,
      OPENAI_COMPATIBLE_API_KEY: secret,
      OPENAI_BASE_URL: from.openai,
      OPENAI_COMPATIBLE_BASE_URL: from.openai,
      ANTHROPIC_BASE_URL: from.anthropic,
    },
  });
const ask = (over: Partial<Request> = {}, params: Params = {}): Request => ({
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hello" },
  ],
  params,
  seed: 7,
  schema: null,
  choices: null,
  ...over,
});
const failure = async (id: string, answer: Answer): Promise<ModelError> => {
  server.answer = () => answer;
  const model = await open(id);
  const error = await model.generate(ask(), {}).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ModelError, `${id} threw ${String(error)}`);
  assert.equal(server.requests.length, 1, "the SDK does not retry");
  return error;
};

for (const id of ids) {
  const asksFor = { openai: "responses", anthropic: "messages", "openai-compatible": "chat" }[id.split("/")[0] ?? ""];

  test(`${id}: a reply with everything kept`, async () => {
    const usage = { input: 100, output: 20, cachedInput: 60, reasoning: 12 };
    server.answer = () => ({ text: "Hello there", reasoning: "They greet me.", usage, delayMs: 20 });
    const reply = await (await open(id)).generate(ask(), {});
    assert.equal(server.requests[0]?.wire, asksFor);
    assert.equal(reply.text, "Hello there");
    assert.equal(reply.reasoning, "They greet me.");
    assert.equal(reply.stop, "end");
    assert.deepEqual(reply.usage, usage);
    assert.equal(reply.requestId, "req_0");
    assert.match(reply.servedModel ?? "", /gpt-4o|qwen|claude-opus-4-6/);
    assert.ok(reply.latencyMs! >= 15);
    assert.equal(reply.choices, null);
  });

  test(`${id}: refusal, filter and length are replies`, async () => {
    const model = await open(id);
    server.answer = () => ({ stop: "refusal", text: "I can't help with that.", explanation: "against policy" });
    const refusal = await model.generate(ask(), {});
    assert.deepEqual([refusal.stop, refusal.text], ["refusal", "I can't help with that."]);
    server.answer = () => ({ stop: "filter", text: "" });
    const filtered = await model.generate(ask(), {});
    assert.equal(filtered.stop, id.startsWith("anthropic/") ? "refusal" : "filter");
    server.answer = () => ({ stop: "length", text: "Once upon" });
    assert.equal((await model.generate(ask(), {})).stop, "length");
  });

  test(`${id}: 429 tells when to come back, in seconds, ms or as a date`, async () => {
    const later = new Date(Date.now() + 60_000).toUTCString();
    const itsClock = { date: "Thu, 01 Jan 2026 12:00:00 GMT", "retry-after": "Thu, 01 Jan 2026 12:00:30 GMT" };
    for (const [headers, low, high] of [
      [{ "retry-after": "7" }, 7000, 7000],
      [{ "retry-after-ms": "250", "retry-after": "9" }, 250, 250],
      [{ "retry-after": later }, 50_000, 61_000],
      [itsClock, 30_000, 30_000],
      [{ "retry-after": "1.5" }, 1500, 1500],
      [{ "retry-after": "30s" }, 30_000, 30_000],
      [{ "retry-after": "7, 9" }, 9000, 9000],
      [{ ...itsClock, "retry-after": "Thu Jan  1 12:00:30 2026" }, 30_000, 30_000],
      [{ ...itsClock, "retry-after": String(Date.UTC(2026, 0, 1, 12, 0, 30) / 1000) }, 30_000, 30_000],
      [{ "retry-after": "1e9" }, 1e12, 1e12],
    ] as const) {
      server.requests.length = 0;
      const error = await failure(id, { status: 429, headers, type: "rate_limit_error", message: "slow down" });
      assert.equal(error.retryable, true);
      assert.ok(error.retryAfterMs !== null && error.retryAfterMs >= low && error.retryAfterMs <= high);
      assert.match(error.message, /slow down/);
    }
  });

  for (const [status, retryable] of [
    [400, false],
    [404, false],
    [408, true],
    [409, true],
    [413, false],
    [422, false],
    [500, true],
    [503, true],
    [529, true],
  ] as const) {
    test(`${id}: status ${status} is ${retryable ? "" : "not "}retryable`, async () => {
      const error = await failure(id, { status });
      assert.deepEqual([error.retryable, error.status, error.retryAfterMs], [retryable, status, null]);
      assert.ok(error.message.startsWith(id));
    });
  }

  for (const fault of ["drop", "malformed", "truncated"] as const) {
    test(`${id}: a body that is ${fault} is retryable`, async () => {
      assert.equal((await failure(id, { fault })).retryable, true);
    });
  }

  for (const [name, answer] of [
    ["a slow reply", { delayMs: 3000 }],
    ["a body that stalls", { fault: "stall" }],
  ] as const) {
    test(`${id}: ${name} ends at the deadline and is retryable`, async (t) => {
      // A server of its own: where the machine is busy, what was asked may arrive after the
      // deadline.
      const slow = await listen(() => answer);
      t.after(() => slow.close());
      const model = await open(id, 150, slow);
      const error = await model.generate(ask(), {}).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ModelError);
      assert.ok(slow.requests.length <= 1, "the SDK does not retry");
      assert.equal(error.retryable, true);
      assert.match(error.message, /no reply within 0.15 s|timed out/);
    });
  }

  test(`${id}: aborting ends the call with an AbortError`, async () => {
    const model = await open(id);
    for (const answer of [{ delayMs: 3000 }, { fault: "stall" }] as const) {
      const controller = new AbortController();
      server.answer = () => {
        setTimeout(() => controller.abort("stop"), 50);
        return answer;
      };
      await assert.rejects(model.generate(ask(), { signal: controller.signal }), { name: "AbortError" });
      await assert.rejects(model.generate(ask(), { signal: controller.signal }), { name: "AbortError" });
    }
    assert.equal(server.requests.length, 2, "an aborted signal sends nothing");
  });

  test(`${id}: the key goes out in the header and nowhere else`, async () => {
    const model = await open(id);
    await model.generate(ask(), {});
    const [sent] = server.requests;
    assert.ok([sent?.headers.authorization, sent?.headers["x-api-key"]].some((value) => value?.includes(secret)));
    assert.ok(!JSON.stringify([sent?.body, model.identity, model.id]).includes(secret));
    for (const status of [401, 403, 400, 429, 500]) {
      server.requests.length = 0;
      const error = await failure(id, { status, message: `Incorrect API key provided: ${secret}.` });
      assert.ok(!`${error.message}${error.stack}${JSON.stringify(error)}${String(error.cause)}`.includes("planted"));
    }
  });

  test(`${id}: a refused key names the variable to set`, async () => {
    const error = await failure(id, { status: 401 });
    assert.match(error.message, /_API_KEY/);
    assert.equal(error.retryable, false);
  });

  test(`${id}: structured output through the provider's own schema support`, async () => {
    server.answer = () => ({ text: '{"verdict":"yes"}' });
    const schema = { type: "object", properties: { verdict: { type: "string" } }, required: ["verdict"] };
    await (await open(id)).generate(ask({ schema: { name: "verdict", schema } }), {});
    const body = server.requests[0]?.body;
    const format = body.text?.format ?? body.output_config?.format ?? body.response_format;
    assert.equal(format.type, "json_schema");
    assert.deepEqual((format.json_schema ?? format).schema, schema);
  });
}
