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
