import assert from "node:assert/strict";
import test, { after, beforeEach } from "node:test";
import { ModelError, type Reply } from "./model.ts";
import { openModel } from "./open.ts";
import { plainRequest } from "./provider-fixture.ts";
import { listen, type Answer } from "./provider-server.ts";

const secret = "sk-planted-secret-0123456789";
const server = await listen();
after(() => server.close());
beforeEach(() => (server.requests.length = 0));
const env = { OPENAI_API_KEY: secret, ANTHROPIC_API_KEY: secret, OPENAI_COMPATIBLE_API_KEY: secret };
const [openai, compatible, anthropic] = await Promise.all(
  ["openai/gpt-4o", "openai-compatible/mine", "anthropic/claude-opus-4-6"].map((id) =>
    openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai }),
  ),
);
const all = [openai!, compatible!, anthropic!];
async function replyTo(answer: Answer, model = compatible!): Promise<Reply | ModelError> {
  server.answer = () => answer;
  const result = await model.generate(plainRequest, {}).catch((error: ModelError) => error);
  assert.equal(server.requests.length, 1);
  server.requests.length = 0;
  return result;
}
const error = (status: number, body: unknown): Answer => ({ status, body });

const filters: [name: string, status: number, body: unknown][] = [
  [
    "moderation, 403",
    403,
    { error: { code: 403, message: "Your input was flagged", metadata: { reasons: ["violence"] } } },
  ],
  [
    "inspection",
    400,
    { error: { code: "data_inspection_failed", message: "Input may contain inappropriate content." } },
  ],
  [
    "risk",
    400,
    { error: { message: "Content Exists Risk", type: "invalid_request_error", code: "invalid_request_error" } },
  ],
  ["a policy", 400, { error: { code: "content_filter", message: "triggered the content management policy" } }],
  [
    "output blocked",
    400,
    { type: "error", error: { type: "invalid_request_error", message: "Output blocked by content filtering policy" } },
  ],
  ["a moderator", 403, { error: { code: 403, message: "This request requires moderation on Open Things" } }],
  ["a safety system", 400, { error: { message: "Your request was rejected as a result of our safety system." } }],
  ["a number", 400, { error: { code: "1301", message: "系统检测到输入或生成内容可能包含不安全或敏感内容" } }],
  ["usage guidelines", 403, { code: "permission-denied", error: "Content violates usage guidelines." }],
];
for (const [name, status, body] of filters)
  test(`${name}: a filter's reply, in the provider's words`, async () => {
    for (const model of all) {
      const reply = (await replyTo(error(status, body), model)) as Reply;
      assert.equal(reply.stop, "filter");
      const { message } = (body as { error: { message?: string } }).error;
      assert.ok(reply.stopDetail!.includes(message ?? "Content violates"), reply.stopDetail!);
    }
  });

const errors: [name: string, answer: Answer, retryable: boolean, said: RegExp, unsaid?: RegExp][] = [
  [
    "a region",
    error(403, {
      error: { code: "unsupported_country_region_territory", message: "Country, region, or territory not supported" },
    }),
    false,
    /refused the request: 403 Country, region, or territory not supported/,
    /API_KEY/,
  ],
  [
    "a firewall",
    {
      status: 403,
      raw: true,
      text: "<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>x</body></html>",
    },
    false,
    /refused the request: 403 an HTML page: Attention Required!$/,
    /API_KEY/,
  ],
  [
    "a firewall's page that speaks of access",
    {
      status: 403,
      raw: true,
      text: "<?xml version='1.0'?>\n<!-- x --><html><title>Access denied | Error 1020</title></html>",
    },
    false,
    /refused the request: 403 an HTML page: Access denied/,
    /API_KEY/,
  ],
  [
    "an address that is blocked",
    error(403, { error: { type: "permission_error", message: "Access denied: your IP address is not allowed" } }),
    false,
    /refused the request: 403 Access denied/,
    /API_KEY/,
  ],
  [
    "a key without rights",
    error(403, { error: { message: "The API key may not use this model" } }),
    false,
    /check .*_API_KEY.*may not use this model/,
  ],
  [
    "an error in a success",
    {
      body: {
        error: { code: 429, message: "Rate limited", metadata: { provider_name: "P", raw: "quota of P is used up" } },
      },
    },
    true,
    /429 Rate limited; P; quota of P is used up/,
  ],
  [
    "no credit, in a success",
    { body: { error: { code: 402, message: "Insufficient credits" } } },
    false,
    /402 Insufficient credits/,
  ],
  [
    "an error in a choice",
    {
      body: {
        choices: [
          { message: { content: "I" }, finish_reason: "error", error: { code: 502, message: "Provider went away" } },
        ],
      },
    },
    true,
    /502 Provider went away/,
  ],
  [
    "an error in words",
    { body: { error: "Unexpected endpoint or method. Returning 200 anyway" } },
    false,
    /Unexpected endpoint or method/,
  ],
  ["a detail in a success", { body: { detail: "Model is loading, try again" } }, true, /Model is loading/],
  [
    "a list of errors in a success",
    { body: { success: false, errors: [{ code: 1000, message: "No route" }] } },
    false,
    /No route/,
  ],
  ["a number in a success", { body: { statusCode: 503, message: "No room" } }, true, /503 No room/],
  ["a word in a success", { body: { object: "error", message: "No such model", code: 40401 } }, false, /No such model/],
  [
    "an error beside a choice",
    {
      body: {
        error: { code: 502, message: "It went" },
        choices: [{ message: { content: "" }, finish_reason: "error" }],
      },
    },
    true,
    /502 It went/,
  ],
  [
    "lines of JSON",
    { raw: true, text: '{"response":"I"}\n{"response":" HOLD"}\n' },
    false,
    /a stream of JSON lines though none was asked for/,
  ],
  [
    "a login page",
    { raw: true, text: "<html><head><title>Sign in</title></head></html>", headers: { "content-type": "text/html" } },
    false,
    /the server sent an HTML page: Sign in/,
  ],
  [
    "a gateway's page",
    { raw: true, text: "<html><title>502 Bad Gateway</title></html>", headers: { "content-type": "text/html" } },
    true,
    /502 Bad Gateway/,
  ],
  [
    "a stream",
    {
      raw: true,
      text: ': hm\n\ndata: {"choices":[]}\n\ndata: [DONE]\n',
      headers: { "content-type": "text/event-stream" },
    },
    false,
    /a stream \(SSE\) though none was asked for/,
  ],
];
for (const [name, answer, retryable, said, unsaid] of errors)
  test(`${name}: called what it is, ${retryable ? "" : "not "}worth another try`, async () => {
    for (const model of all) {
      const result = await replyTo(answer, model);
      assert.ok(result instanceof ModelError, JSON.stringify(result));
      assert.match(result.message, said);
      if (unsaid) assert.doesNotMatch(result.message, unsaid);
      assert.equal(result.retryable, retryable);
    }
  });

test("what is JSON is read whatever type it says it is, and however long its headers", async () => {
  const body = JSON.stringify({ choices: [{ message: { content: "I HOLD." }, finish_reason: "stop" }] });
  for (const headers of [
    { "content-type": "text/plain" },
    { "content-type": "text/html; charset=utf-8" },
    { "content-type": "application/json", "x-long": "x".repeat(60_000) },
    { "content-type": "application/json", "x-long": "x".repeat(3 << 20) },
  ])
    for (const before of ["", "\ufeff", "\n\n", ": working\n: working\n"])
      assert.equal(((await replyTo({ raw: true, text: before + body, headers })) as Reply).text, "I HOLD.");
  const pythons = body.replace('"stop"', '"stop","score":-Infinity,"other":NaN');
  assert.equal(((await replyTo({ raw: true, text: pythons })) as Reply).text, "I HOLD.");
});

test("a filter's words beside an empty success are a filter's reply", async () => {
  const reply = (await replyTo({
    body: { base_resp: { status_code: 1026, status_msg: "input new_sensitive" }, choices: null },
  })) as Reply;
  assert.deepEqual([reply.stop, reply.stopDetail], ["filter", "1026: 400 input new_sensitive"]);
});

test("what a server says of an error is cut, and on one line", async () => {
  const long = await replyTo({ status: 500, raw: true, text: "no\n".repeat(5_000_000) });
  const page = await replyTo({
    status: 500,
    raw: true,
    text: `<html><body>\n<p>down\n${"x".repeat(100_000)}</body></html>`,
  });
  const failed = { status: "failed", output: [], error: { code: "server_error", message: "no\n".repeat(1e6) } };
  const broken = await replyTo({ body: failed }, openai);
  const ended = (await replyTo({
    body: { choices: [{ message: { content: "I" }, finish_reason: "x".repeat(1e6) }] },
  })) as Reply;
  assert.ok(ended.stopDetail!.length < 300);
  const blank = (await replyTo({ text: " ".repeat(1e6) })) as Reply;
  assert.ok(blank.stopDetail!.length < 1100);
  for (const result of [long, page, broken]) {
    assert.ok(result instanceof ModelError && result.retryable);
    assert.ok(result.message.length < 1300, String(result.message.length));
    assert.doesNotMatch(result.message, /\n/);
  }
});

test("a key that is echoed in other forms is in no error and no reply", async () => {
  const forms = [Buffer.from(`Bearer ${secret}`).toString("base64"), Buffer.from(secret).toString("hex").toUpperCase()];
  const echoed = `you sent ${forms.join(" and ")}`;
  for (const answer of [{ status: 400, message: echoed }, { text: echoed }] as Answer[]) {
    const said = JSON.stringify(await replyTo(answer), ["message", "text"]);
    const result = await replyTo(answer);
    const words = result instanceof ModelError ? result.message : result.text;
    assert.match(words + said, /you sent .*\[key\].* and \[key\]/);
    for (const form of forms) assert.ok(!words.includes(form.slice(14, 30)));
  }
});
