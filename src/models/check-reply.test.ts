import assert from "node:assert/strict";
import test, { after } from "node:test";
import type { Reply } from "./model.ts";
import { checkReply } from "./check-reply.ts";
import { openModel } from "./open.ts";
import { plainRequest } from "./provider-fixture.ts";
import { listen } from "./provider-server.ts";

const server = await listen();
after(() => server.close());
const model = await openModel("openai-compatible/mine", { baseUrl: server.openai, env: {} });
/** What the server sends as a message's content, whatever it is. */
const sending = (content: unknown, usage = {}) => {
  server.answer = () => ({ text: content as string, usage: usage as { input: number; output: number } });
  return model.generate(plainRequest, {});
};

test("content in parts is one text, with the thoughts among them as reasoning", async () => {
  const thinking = { type: "thinking", thinking: [{ type: "text", text: "Hm." }] };
  const said = ["I ", "HOLD."].map((text) => ({ type: "text", text }));
  const { text, reasoning } = await sending([thinking, ...said]);
  assert.deepEqual([text, reasoning], ["I HOLD.", "Hm."]);
});

for (const content of [42, true, { text: "I HOLD." }])
  test(`content that is no text is an error of the provider's, and not a reply: ${JSON.stringify(content)}`, () =>
    assert.rejects(sending(content), { name: "ModelError", retryable: true, message: /of another form: .* for text/ }));

test("counts that are none are not known, and never part of a sum", async () => {
  const { usage } = await sending("I HOLD.", { input: -5, output: "many", cachedInput: 0, reasoning: 3 });
  assert.deepEqual(usage, { input: null, output: null, cachedInput: 0, reasoning: 3 });
});

test("a log-probability that is no number is an error, and words that are none are null", async () => {
  const reply = { ...(await sending("A")), servedModel: 7 as unknown as string };
  assert.equal(checkReply("m", reply).servedModel, null);
  const choices = { A: null } as unknown as NonNullable<Reply["choices"]>;
  assert.throws(() => checkReply("m", { ...reply, choices }), /m: the body is of another form: .* for choices/);
});
