import assert from "node:assert/strict";
import test, { after, beforeEach } from "node:test";
import { ModelError, type Reply, type Request } from "./model.ts";
import { openModel } from "./open.ts";
import { plainRequest } from "./provider-fixture.ts";
import { listen } from "./provider-server.ts";

const server = await listen();
after(() => server.close());
beforeEach(() => (server.requests.length = 0));
const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" };
const open = (id: string) =>
  openModel(id, { env, baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai });
const [responses, chat, messages] = await Promise.all(
  ["openai/gpt-4o", "openai-compatible/mine", "anthropic/claude-opus-4-6"].map(open),
);

/** What becomes of a body, as a server sends it. */
async function replyTo(model = chat!, body: unknown, over: Partial<Request> = {}): Promise<Reply | ModelError> {
  server.answer = () => ({ body });
  return model.generate({ ...plainRequest, ...over }, {}).catch((error: ModelError) => error);
}
const said = (message: object, rest: object = {}) => ({ choices: [{ message, finish_reason: "stop", ...rest }] });
const inMessages = (rest: object) => ({
  content: [{ type: "text", text: "I HOLD." }],
  stop_reason: "end_turn",
  ...rest,
});
const inResponses = (rest: object) => ({
  output: [{ type: "message", content: [{ type: "output_text", text: "I HOLD." }] }],
  status: "completed",
  ...rest,
});
const stopOf = (result: Reply | ModelError) =>
  result instanceof ModelError ? `error, ${result.retryable ? "passing" : "lasting"}` : result.stop;

const ends: [word: unknown, stop: string][] = [
  ["stop", "end"],
  ["eos", "end"],
  ["STOP", "end"],
  ["tool_calls", "end"],
  ["length", "length"],
  ["MAX_TOKENS", "length"],
  ["max_output_tokens", "length"],
  ["model_length", "length"],
  ["FINISH_REASON_MAX_TOKENS", "length"],
  ["max_new_tokens", "length"],
  ["limit_reached", "length"],
  ["NUM_PREDICT", "length"],
  ["token_limit_reached", "length"],
  ["context_window_exceeded", "length"],
  ["ERROR_LIMIT", "length"],
  ["truncated", "length"],
  ["content_filter", "filter"],
  ["SAFETY", "filter"],
  ["safety_filter", "filter"],
  ["ERROR_TOXIC", "filter"],
  ["error", "error, passing"],
  ["server_error", "error, passing"],
  ["upstream-failure", "error, passing"],
  ["abort", "other"],
  ["insufficient_system_resource", "other"],
  ["unheard_of", "other"],
  [null, "other"],
  ["", "other"],
];
for (const [word, stop] of ends)
  test(`a chat completion that ends by ${JSON.stringify(word)} is ${stop}`, async () => {
    const result = await replyTo(chat, said({ content: "I HOLD." }, { finish_reason: word }));
    assert.equal(stopOf(result), stop);
    if (!(result instanceof ModelError)) assert.deepEqual([result.text, result.stopDetail], ["I HOLD.", word]);
  });

for (const [reason, stop] of [
  ["end_turn", "end"],
  ["max_tokens", "length"],
  ["pause_turn", "other"],
  [null, "other"],
] as const)
  test(`a message that ends by ${reason} is ${stop}`, async () =>
    assert.equal(stopOf(await replyTo(messages, inMessages({ stop_reason: reason }))), stop));

for (const [name, rest, stop] of [
  ["completed", {}, "end"],
  ["cancelled", { status: "cancelled" }, "other"],
  ["in progress", { status: "in_progress" }, "other"],
  ["incomplete by a limit", { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }, "length"],
  ["incomplete for no reason", { status: "incomplete", incomplete_details: null }, "other"],
  ["failed for no reason", { status: "failed", error: null }, "error, passing"],
] as const)
  test(`a response that is ${name} is ${stop}`, async () =>
    assert.equal(stopOf(await replyTo(responses, inResponses(rest))), stop));

test("a word for how it ended that is no text is shown as it came", async () => {
  for (const [word, shown] of [
    [2, "2"],
    [{ type: "stop" }, '{"type":"stop"}'],
  ] as const) {
    const result = (await replyTo(chat, said({ content: "I HOLD." }, { finish_reason: word }))) as Reply;
    assert.deepEqual([result.stop, result.stopDetail], ["other", shown]);
  }
});

const thoughts: [name: string, content: string, text: string, reasoning: string | null][] = [
  ["a block at the start", "<think>\nHm.\n</think>\n\nI HOLD.", "I HOLD.", "Hm."],
  ["a block whose opening the template has said", "Hm.\n</think>\n\nI HOLD.", "I HOLD.", "Hm."],
  ["a block that was cut off in thought", "<think>Hm, I", "", "Hm, I"],
  ["an empty block", "<think>\n\n</think>\n\nI HOLD.", "I HOLD.", null],
  ["another spelling", "[THINK]Hm.[/THINK]I HOLD.", "I HOLD.", "Hm."],
  ["several blocks", "<think>Hm.</think>\n<think>So.</think>\nI HOLD.", "I HOLD.", "Hm.\n\nSo."],
  ["a block within a block", "<think>a<think>b</think>c</think>I HOLD.", "I HOLD.", "a<think>b</think>c"],
  [
    "a block that speaks of its mark",
    "<think>I open by <think> now.</think>I HOLD.",
    "I HOLD.",
    "I open by <think> now.",
  ],
  ["a mark with a name and more", '<seed:think time="3">Hm.</seed:think >I HOLD.', "I HOLD.", "Hm."],
  ["marks escaped for a page", "&lt;think&gt;Hm.&lt;/think&gt;I HOLD.", "I HOLD.", "Hm."],
  [
    "channels",
    "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>I HOLD.<|return|>",
    "I HOLD.",
    "Hm.",
  ],
  ["channels without their marks", "analysisHm.assistantfinalI HOLD.", "I HOLD.", "Hm."],
  [
    "thinking and response",
    "<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>I HOLD.<|END_RESPONSE|>",
    "I HOLD.",
    "Hm.",
  ],
  ["a word that is no mark", "analysis of it: I HOLD.", "analysis of it: I HOLD.", null],
  ["marks further on", "I HOLD. <think>Really?</think>", "I HOLD. <think>Really?</think>", null],
  ["marks that are spoken of", "I would end it by `</think>`.", "I would end it by `</think>`.", null],
  ["no marks", "I HOLD.", "I HOLD.", null],
];
for (const [name, content, text, reasoning] of thoughts)
  test(`thoughts in the text: ${name}`, async () => {
    for (const [model, body] of [
      [chat, said({ content })],
      [messages, inMessages({ content: [{ type: "text", text: content }] })],
      [responses, inResponses({ output: [{ type: "message", content: [{ type: "output_text", text: content }] }] })],
    ] as const) {
      const result = (await replyTo(model, body)) as Reply;
      assert.deepEqual([result.text, result.reasoning], [text, reasoning]);
    }
  });

for (const [name, model, body] of [
  ["a message's text", messages, inMessages({ content: [{ type: "text", text: { value: "I HOLD." } }] })],
  ["a message's thinking", messages, inMessages({ content: [{ type: "thinking", thinking: ["Hm."] }] })],
  [
    "a response's text",
    responses,
    inResponses({ output: [{ type: "message", content: [{ type: "output_text", text: { value: "I HOLD." } }] }] }),
  ],
  ["a completion's part", chat, said({ content: [{ type: "text", text: { value: "I HOLD." } }] })],
] as const)
  test(`an object where text belongs is refused as another form: ${name}`, async () => {
    const result = await replyTo(model, body);
    assert.ok(result instanceof ModelError);
    assert.match(result.message, /of another form: .* for text/);
  });

for (const [name, model, body, stop, detail] of [
  ["null", chat, said({ content: null }), "other", /^nothing said: content null, "stop"$/],
  ["no words", chat, said({ content: "" }), "other", /^nothing said: content "", "stop"$/],
  ["thoughts only", chat, said({ content: null, reasoning: "Hm." }), "other", /^nothing said after reasoning/],
  [
    "thoughts only, in the text",
    chat,
    said({ content: "<think>Hm.</think>\n" }),
    "other",
    /^nothing said after reasoning/,
  ],
  ["thoughts that never end", chat, said({ content: "<think>Hm." }), "other", /^nothing said after reasoning/],
  [
    "a call of a tool that was not offered",
    chat,
    said({ content: null, tool_calls: [{ type: "function", function: { name: "buy", arguments: "{}" } }] }),
    "malformed",
    /^called buy, though no tool was offered$/,
  ],
  ["an empty message", messages, inMessages({ content: [] }), "other", /^nothing said: content \[\], "end_turn"$/],
  ["an empty response", responses, inResponses({ output: [] }), "other", /^nothing said: content \[\], "completed"$/],
] as const)
  test(`a reply of ${name} is called what it is`, async () => {
    const result = (await replyTo(model, body)) as Reply;
    assert.deepEqual([result.text, result.stop], ["", stop]);
    assert.match(result.stopDetail ?? "", detail);
  });

const listed = (...top: [string, number | null][]) => {
  const all = top.map(([token, logprob]) => ({ token, logprob, bytes: [] }));
  return said({ content: "A" }, { logprobs: { content: [{ ...all[0], top_logprobs: all }] } });
};
const half = Math.log(0.5);
for (const [name, body, a, b, detail] of [
  ["null is next to nothing", listed(["A", half], ["B", null]), 0.5, 0, /^listed without a number: B$/],
  ["nothing but the sentinel", listed(["A", -9999], ["B", -9999]), null, null, /no token with a probability/],
  ["a token listed twice", listed(["A", half], ["A", half], ["B", Math.log(0.3)]), 0.5, 0.3, /^listed$/],
  ["bytes", listed(["<0x41>", half], ["<0x20>B", Math.log(0.3)]), 0.5, 0.3, /^listed$/],
  [
    "a table of older servers",
    said({ content: "A" }, { logprobs: { top_logprobs: [{ " A": half, B: -1e5 }] } }),
    0.5,
    0,
    /^listed$/,
  ],
  ["nothing but null", listed(["A", null], ["B", null]), null, null, /no token with a probability/],
  ["the sentinel is next to nothing", listed(["A", -0.001], ["B", -9999]), Math.exp(-0.001), 0, /^listed$/],
  ["more than 1 in all", listed(["A", 0], ["B", 0]), null, null, /^no probabilities: they sum to 200 %$/],
  ["byte-level tokens", listed(["ĠA", Math.log(0.7)], ["ĠB", Math.log(0.2)]), 0.7, 0.2, /^listed$/],
  ["SentencePiece's tokens", listed(["▁A", Math.log(0.7)], ["B", Math.log(0.2)]), 0.7, 0.2, /^listed$/],
  ["other words", listed(["Well", Math.log(0.9)]), null, null, /^listed, without A, B: "Well" 90 %$/],
] as const)
  test(`a forced choice by ${name}`, async () => {
    const { choices, stopDetail } = (await replyTo(chat, body, { choices: ["A", "B"] })) as Reply;
    const close = (found: number | undefined, wanted: number | null) =>
      wanted === null ? found === undefined : Math.abs(Math.exp(found!) - wanted) < 1e-9;
    assert.ok(close(choices!["A"], a) && close(choices!["B"], b), JSON.stringify(choices));
    assert.match(stopDetail ?? "", detail);
    assert.equal(JSON.stringify(choices).includes("null"), false);
  });
