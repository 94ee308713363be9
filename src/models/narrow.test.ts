import assert from "node:assert/strict";
import test, { after, beforeEach } from "node:test";
import type { Request } from "./model.ts";
import { openModel } from "./open.ts";
import { listen } from "./provider-server.ts";

const server = await listen();
after(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  server.answer = () => ({});
});
const request: Request = {
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hello" },
  ],
  params: { maxTokens: 9 },
  seed: 7,
  schema: null,
  choices: null,
};
const open = (options = "", env: Record<string, string> = {}) =>
  openModel(`openai-compatible/mine${options}`, { env, baseUrl: server.openai });
const together = [{ role: "user", content: "Be brief.\n\nHello" }];

test("an address says what a server takes, and it is part of what a reply follows from", async () => {
  const model = await open("?system=user&seed=no&limit=max_completion_tokens");
  await model.generate(request, {});
  const [{ body } = assert.fail()] = server.requests;
  assert.deepEqual(
    [body.messages, body.seed, body.max_tokens, body.max_completion_tokens],
    [together, undefined, undefined, 9],
  );
  assert.equal(model.can.seed, false);
  assert.deepEqual([model.identity["system"], model.identity["seed"]], ["user", "no"]);
  await assert.rejects(open("?system=me"), /system=me should be one of system, user, developer/);
});

test("Azure's version goes along as a query, and the key in its header, too", async () => {
  let path = "";
  server.answer = ({ url }) => ((path = url), {});
  await (await open("?api-version=2026-01-01", { OPENAI_COMPATIBLE_API_KEY: "k".repeat(20) })).generate(request, {});
  assert.match(path, /\/chat\/completions\?api-version=2026-01-01$/);
  assert.equal(server.requests[0]?.headers["api-key"], "k".repeat(20));
});

for (const [name, message, refuses, expected] of [
  [
    "the name of the limit",
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    (body: Record<string, unknown>) => "max_tokens" in body,
    { max_completion_tokens: 9, seed: 7 },
  ],
  ["a seed", "Unknown parameter: 'seed'.", (body: Record<string, unknown>) => "seed" in body, { seed: undefined }],
  [
    "instructions",
    "System role not supported",
    (body: Record<string, unknown>) => JSON.stringify(body).includes('"system"'),
    { messages: together, seed: 7 },
  ],
] as const)
  test(`what a server refuses in so many words is learned: ${name}`, async () => {
    server.answer = ({ body }) => (refuses(body) ? { status: 400, message } : { text: "ok" });
    const model = await open();
    assert.equal((await model.generate(request, {})).text, "ok");
    await model.generate(request, {});
    assert.equal(server.requests.length, 3, "once refused, then never sent again");
    for (const [field, value] of Object.entries(expected))
      assert.deepEqual(server.requests.at(-1)?.body[field], value, field);
  });

for (const [said, status, gone] of [
  ["body.seed: Extra inputs are not permitted", 422, "seed"],
  ["Invalid parameter: seed", 400, "seed"],
  ["Additional properties are not allowed ('seed' was unexpected)", 400, "seed"],
  ["messages[0].role: Input should be 'user' or 'assistant'", 422, "system"],
  ["Only user, assistant and tool roles are supported!", 400, "system"],
  ["Jinja exception: System role not supported", 500, "system"],
  ["unknown field `max_tokens`", 400, "max_tokens"],
] as const)
  test(`what a server refuses in words of its own is learned: ${said}`, async () => {
    server.answer = ({ body }) =>
      JSON.stringify(body).includes(`"${gone}"`) ? { status, message: said } : { text: "ok" };
    assert.equal((await (await open()).generate(request, {})).text, "ok");
    assert.equal(server.requests.length, 2);
  });

test("a value that is refused is the user's to change", async () => {
  server.answer = () => ({ status: 400, message: "seed must be between 0 and 10" });
  await assert.rejects((await open()).generate(request, {}), /seed must be between/);
  assert.equal(server.requests.length, 1);
});

test("what is refused otherwise stays an error, and is not sent again", async () => {
  server.answer = () => ({ status: 400, message: "temperature is not supported" });
  await assert.rejects((await open()).generate(request, {}), /400 temperature is not supported/);
  assert.equal(server.requests.length, 1);
});

test("half a character in the conversation is sent as one that stands for it", async () => {
  for (const id of ["openai/gpt-4o", "anthropic/claude-opus-4-6", "openai-compatible/mine"]) {
    const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };
    const model = await openModel(id, { env, baseUrl: id.startsWith("anthropic") ? server.anthropic : server.openai });
    const messages = [...request.messages, { role: "assistant" as const, content: "So \ud83d" }];
    await model.generate({ ...request, messages: [...messages, { role: "user", content: "Go on." }] }, {});
    assert.match(JSON.stringify(server.requests.at(-1)?.body), /So \ufffd/);
  }
});

for (const [key, expected] of [
  ["“sk-0123456789”", /OPENAI_COMPATIBLE_API_KEY holds "“", which no key does/],
  ['"sk-0123456789"', /OPENAI_COMPATIBLE_API_KEY has quotation marks around its key/],
  ["'sk-0123456789", /OPENAI_COMPATIBLE_API_KEY has quotation marks around its key/],
  ["sk-01234\u200b56789", /OPENAI_COMPATIBLE_API_KEY holds an invisible character \(U\+200B\)/],
  ["sk-01234 56789", /OPENAI_COMPATIBLE_API_KEY holds a space/],
] as const)
  test(`a key that no header can hold is an error at once, and not repeated: ${key}`, async () => {
    const error = await open("", { OPENAI_COMPATIBLE_API_KEY: key }).catch((thrown: Error) => thrown);
    assert.ok(error instanceof Error);
    assert.match(error.message, expected);
    assert.doesNotMatch(error.message, /0123|56789/);
  });

test("a line break after a key is not part of it", async () => {
  await (await open("", { OPENAI_COMPATIBLE_API_KEY: "sk-0123456789\n" })).generate(request, {});
  assert.equal(server.requests[0]?.headers.authorization, "Bearer sk-0123456789");
});

for (const address of ["localhost:11434/v1", "127.0.0.1:8000/v1", "api.example.com/v1", "example"])
  test(`an address without a scheme is told one: ${address}`, () =>
    assert.rejects(
      openModel("openai-compatible/mine", { env: {}, baseUrl: address }),
      /OPENAI_COMPATIBLE_BASE_URL should begin with http:\/\/ or https:\/\//,
    ));

test("what looks like a key in an address's path is in no identity, and not in a model's id", async () => {
  const token = "tok_a1b2c3d4e5f6a7b8";
  const { port } = new URL(server.url);
  const baseUrl = `http://127.0.0.1:${port}/${token}/v1`;
  const model = await openModel("openai-compatible/mine", { env: {}, baseUrl });
  server.answer = () => ({ text: `at ${token}` });
  assert.equal((await model.generate(request, {})).text, "at [key]");
  assert.doesNotMatch(JSON.stringify(model.identity), new RegExp(token));
  const other = await openModel("openai-compatible/mine", { env: {}, baseUrl: baseUrl.replace("a1", "a2") });
  assert.notEqual(model.identity["baseUrl"], other.identity["baseUrl"]);
  await assert.rejects(
    openModel(`openai-compatible/mine?baseUrl=${encodeURIComponent(baseUrl)}`, { env: {} }),
    (error: Error) => /set OPENAI_COMPATIBLE_BASE_URL instead/.test(error.message) && !error.message.includes(token),
  );
  for (const part of ["AbCdEfGhIjKlMnOpQrStUvWx", "1234567890123456", "hf_AbCdEfGhIjKlMnOpQrSt"]) {
    const odd = await openModel("openai-compatible/mine", { env: {}, baseUrl: `${server.url}/${part}/v1` });
    assert.doesNotMatch(JSON.stringify(odd.identity), new RegExp(part));
  }
  const plain = await openModel("openai-compatible/mine", {
    env: {},
    baseUrl: `${server.url}/openai/deployments/gpt-4o-2024-08-06`,
  });
  assert.match(String(plain.identity["baseUrl"]), /gpt-4o-2024-08-06$/);
});
