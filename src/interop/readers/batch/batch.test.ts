import assert from "node:assert/strict";
import test from "node:test";
import { results } from "../../../runner/results.ts";
import { imported, testFile, testFolder } from "../../fixture.ts";
import type { Mapping } from "../../mapping/mapping.ts";

const folder = testFolder();
const byId: Mapping = {
  arm: { from: "custom_id", match: "^[a-z]+" },
  wording: { from: "custom_id", match: "^(.+)-\\d+$" },
  "grade.acts": "=1",
};

const message = (text: string, more: object = {}) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-opus-4-20250514",
  content: [
    { type: "thinking", thinking: "Friday.", signature: "s" },
    { type: "text", text },
  ],
  stop_reason: "end_turn",
  usage: { input_tokens: 5, cache_read_input_tokens: 2, cache_creation_input_tokens: 1, output_tokens: 3 },
  ...more,
});
const anthropicRequest = (id: string, text: string) => ({
  custom_id: id,
  params: {
    model: "claude-opus-4",
    max_tokens: 9,
    system: [{ type: "text", text: "You keep the mill." }],
    messages: [{ role: "user", content: text }],
  },
});

test("Anthropic's results are joined with their requests, in any order; what has no message is no reply", async () => {
  const requests = testFile(folder, "requests.jsonl", [
    anthropicRequest("published-1", "Act."),
    anthropicRequest("published-2", "Act."),
    anthropicRequest("published-3", "Act."),
    anthropicRequest("paraphrase-a-1", "Do."),
  ]);
  const file = testFile(folder, "msgbatch_results.jsonl", [
    {
      custom_id: "paraphrase-a-1",
      result: {
        type: "succeeded",
        message: message("", {
          stop_reason: "refusal",
          stop_details: { type: "refusal", category: "harm", explanation: "no" },
          content: [],
        }),
      },
    },
    {
      custom_id: "published-2",
      result: { type: "errored", error: { type: "error", error: { type: "overloaded_error", message: "busy" } } },
    },
    { custom_id: "published-1", result: { type: "succeeded", message: message("I ACT.") } },
    { custom_id: "published-3", result: { type: "expired" } },
  ]);
  const { run, rows } = await imported(folder, [file, requests], byId);
  const trials = await Array.fromAsync(results(run));
  const [refused, , acted] = trials;
  assert.equal(refused!.replies[0]!.reply.stop, "refusal");
  const { reply, said } = acted!.replies[0]!;
  assert.deepEqual(said, [
    { role: "system", content: "You keep the mill." },
    { role: "user", content: "Act." },
  ]);
  assert.deepEqual(
    [reply.text, reply.reasoning, reply.stop, reply.servedModel],
    ["I ACT.", "Friday.", "end", "claude-opus-4-20250514"],
  );
  assert.deepEqual(reply.usage, { input: 8, output: 3, cachedInput: 2, reasoning: null, cacheWrite: 1 });
  assert.deepEqual(
    rows.map(({ wording, model, reason }) => [wording, model, reason]),
    [
      ["paraphrase-a", "anthropic/claude-opus-4", null],
      ["published", "anthropic/claude-opus-4", "failed: errored: busy"],
      ["published", "anthropic/claude-opus-4", null],
      ["published", "anthropic/claude-opus-4", "failed: expired"],
    ],
  );
});

test("OpenAI's results, chat completions and responses, and the failed ones of a second file", async () => {
  const requestOf = (id: string, body: object) => ({
    custom_id: id,
    method: "POST",
    url: "/v1/chat/completions",
    body: { model: "gpt-4o", ...body },
  });
  const requests = testFile(folder, "in.jsonl", [
    requestOf("published-1", {
      messages: [
        { role: "developer", content: "Be brief." },
        { role: "user", content: "Act." },
      ],
      metadata: { tier: "free" },
    }),
    requestOf("published-2", { instructions: "Be brief.", input: "Act.", metadata: { tier: "paid" } }),
    requestOf("published-3", { messages: [{ role: "user", content: "Act." }], metadata: { tier: "gold" } }),
  ]);
  const call = { id: "c", type: "function", function: { name: "ledger", arguments: '{"entry":"sold"}' } };
  const chat = {
    id: "x",
    object: "chat.completion",
    model: "gpt-4o-2024-08-06",
    choices: [
      {
        index: 0,
        finish_reason: "tool_calls",
        message: { role: "assistant", content: null, refusal: null, tool_calls: [call] },
      },
    ],
    usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 },
  };
  const responses = {
    id: "y",
    object: "response",
    model: "gpt-4o-2024-08-06",
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "I ACT" }] }],
  };
  const done = testFile(folder, "out.jsonl", [
    { id: "b1", custom_id: "published-1", response: { status_code: 200, request_id: "r", body: chat }, error: null },
    {
      id: "b2",
      custom_id: "published-2",
      response: { status_code: 200, request_id: "r", body: responses },
      error: null,
    },
  ]);
  const failed = testFile(folder, "errors.jsonl", [
    {
      id: "b3",
      custom_id: "published-3",
      response: { status_code: 429, body: { error: { message: "slow down" } } },
      error: null,
    },
  ]);
  const { run, rows } = await imported(folder, [done, failed, requests], {
    ...byId,
    "condition.tier": "request.metadata.tier",
  });
  const [called, cut] = await Array.fromAsync(results(run));
  assert.deepEqual(called!.replies[0]!.reply.calls, [{ name: "ledger", arguments: { entry: "sold" } }]);
  assert.deepEqual([called!.replies[0]!.reply.stop, called!.replies[0]!.reply.text], ["end", ""]);
  assert.deepEqual([cut!.replies[0]!.reply.stop, cut!.replies[0]!.reply.text], ["length", "I ACT"]);
  assert.deepEqual(cut!.replies[0]!.said, [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Act." },
  ]);
  assert.deepEqual(
    rows.map(({ condition, model, reason }) => [condition, model, reason]),
    [
      ["tier=free", "openai/gpt-4o", null],
      ["tier=paid", "openai/gpt-4o", null],
      ["tier=gold", "openai/gpt-4o", "failed: status 429: slow down"],
    ],
  );
});

const chatOf = (model: string, text: string) => ({
  id: "x",
  object: "chat.completion",
  model,
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text, refusal: null } }],
});
const done = (id: string, body: object) => ({
  id: "batch_req_1",
  custom_id: id,
  response: { status_code: 200, request_id: "r", body },
  error: null,
});
const ask = (id: string, model: string, text: string, more: object = {}) => ({
  custom_id: id,
  method: "POST",
  url: "/v1/chat/completions",
  body: { model, messages: [{ role: "user", content: text }], ...more },
});

test("two batches may use the same ids: each result is joined with the request of its model or its name", async () => {
  const schema = { type: "json_schema", json_schema: { schema: { properties: { response: { type: "string" } } } } };
  const files = [
    testFile(folder, "in_4o.jsonl", [ask("published-1", "gpt-4o", "Act.", { response_format: schema })]),
    testFile(folder, "in_mini.jsonl", [
      ask("published-1", "gpt-5-mini", "Act."),
      ask("published-2", "gpt-5-mini", "Act."),
    ]),
    testFile(folder, "out_4o.jsonl", [done("published-1", chatOf("gpt-4o-2024-08-06", "I HOLD."))]),
    testFile(folder, "out_mini.jsonl", [done("published-1", chatOf("gpt-5-mini-2025-08-07", "I ACT."))]),
    testFile(folder, "err_mini.jsonl", [
      { custom_id: "published-2", response: null, error: { code: "batch_expired", message: "too late" } },
    ]),
  ];
  const { run, leftOut } = await imported(folder, files, byId);
  const trials = await Array.fromAsync(results(run));
  assert.deepEqual(
    trials.map(({ trial, replies, error }) => [trial.model, replies[0]?.reply.text ?? error]),
    [
      ["openai/gpt-4o", "I HOLD."],
      ["openai/gpt-5-mini", "I ACT."],
      ["openai/gpt-5-mini", "batch_expired: too late"],
    ],
  );
  assert.deepEqual(leftOut, []);
});

test("a result that could answer either of two requests is refused, naming both files", async () => {
  const files = [
    testFile(folder, "left.jsonl", [ask("published-1", "gpt-4o", "Act.")]),
    testFile(folder, "right.jsonl", [ask("published-1", "gpt-4o", "Do.")]),
    testFile(folder, "results.jsonl", [done("published-1", chatOf("gpt-4o", "I HOLD."))]),
  ];
  await assert.rejects(
    imported(folder, files, byId),
    /results\.jsonl, line 1: published-1 is asked in .*left\.jsonl and in .*right\.jsonl/,
  );
});

test("a failed try counts for nothing where the request was answered later; a copy of a result neither", async () => {
  const answer = { custom_id: "published-1", result: { type: "succeeded", message: message("I ACT.") } };
  const files = [
    testFile(folder, "asked.jsonl", [anthropicRequest("published-1", "Act.")]),
    testFile(folder, "first.jsonl", [{ custom_id: "published-1", result: { type: "expired" } }]),
    // As a program saves them: a list, not lines.
    testFile(folder, "second.json", JSON.stringify([answer], null, 1)),
    testFile(folder, "second-copy.jsonl", [answer]),
  ];
  const { run, leftOut } = await imported(folder, files, byId);
  const trials = await Array.fromAsync(results(run));
  assert.deepEqual(
    trials.map(({ replies }) => replies[0]?.reply.text),
    ["I ACT."],
  );
  assert.deepEqual(
    leftOut.map(({ reason }) => reason),
    ["a failed try of a request that was made again", "a result that is there twice"],
  );
});

test("a table of one's own with a column custom_id is no batch", async () => {
  const file = testFile(folder, "own.jsonl", [{ custom_id: "published-1", reply: "I ACT.", model: "a/b" }]);
  const { rows } = await imported(folder, file, byId);
  assert.deepEqual(
    rows.map(({ model, wording, value }) => [model, wording, value]),
    [["a/b", "published", 1]],
  );
});
