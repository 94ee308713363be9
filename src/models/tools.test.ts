import assert from "node:assert/strict";
import test from "node:test";
import type { Model, Request, Tool } from "./model.ts";
import { openModel } from "./open.ts";
import { forgetfulServer } from "./provider-fixture.ts";

const server = await forgetfulServer();

const text = { type: "string", description: "words" };
const schema = {
  type: "object",
  properties: { to: text, words: text },
  required: ["to", "words"],
  additionalProperties: false,
};
const tools: Tool[] = [
  { name: "send", description: "Sends a note.", schema, written: '<send to="{{ to }}">{{ words }}</send>' },
];
const ask = (more: Partial<Request> = {}): Request => ({
  messages: [{ role: "user", content: "Hello" }],
  params: {},
  seed: null,
  schema: null,
  choices: null,
  ...more,
});
const open = (id: string): Promise<Model> =>
  openModel(id, {
    env: { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k" },
    baseUrl: id.startsWith("anthropic/") ? server.anthropic : server.openai,
  });
const call = (input: object) => ({ name: "send", arguments: JSON.stringify(input) });

const offered = { name: "send", description: "Sends a note." };
const ids: Record<string, unknown> = {
  "openai/gpt-4o": { ...offered, type: "function", parameters: schema, strict: true },
  "openai-compatible/qwen": { type: "function", function: { ...offered, parameters: schema } },
  "anthropic/claude-opus-4-6": { ...offered, input_schema: schema },
};

for (const [id, sent] of Object.entries(ids)) {
  test(`${id}: tools go out in the provider's form, calls come back as data and in the tool's written form`, async () => {
    const model = await open(id);
    assert.equal(model.can.tools, true);
    server.answer = () => ({
      text: "I write to two.",
      calls: [call({ to: "Ann", words: "Hi & bye" }), call({ to: "Bob", words: "{{ to }} $1" })],
    });
    const reply = await model.generate(ask({ tools }), {});
    assert.deepEqual(server.requests[0]?.body.tools, [sent]);
    assert.deepEqual(reply.calls, [
      { name: "send", arguments: { to: "Ann", words: "Hi & bye" } },
      { name: "send", arguments: { to: "Bob", words: "{{ to }} $1" } },
    ]);
    const written = '<send to="Ann">Hi & bye</send>\n<send to="Bob">{{ to }} $1</send>';
    assert.deepEqual([reply.text, reply.stop], [`I write to two.\n${written}`, "end"]);
  });

  test(`${id}: calls alone are a reply; none of them, too; without tools nothing is different`, async () => {
    const model = await open(id);
    server.answer = () => ({ text: "", calls: [call({ to: "Ann", words: "Hi" })] });
    assert.equal((await model.generate(ask({ tools }), {})).text, '<send to="Ann">Hi</send>');
    server.answer = () => ({ text: "Nothing to do." });
    const idle = await model.generate(ask({ tools }), {});
    assert.deepEqual([idle.text, idle.calls, idle.stop], ["Nothing to do.", [], "end"]);
    const plain = await model.generate(ask(), {});
    assert.equal("calls" in plain, false);
    assert.equal("tools" in server.requests.at(-1)!.body, false);
  });

  test(`${id}: a refusal stays one, with no call made`, async () => {
    server.answer = () => ({ stop: "refusal", text: "I won't." });
    const reply = await (await open(id)).generate(ask({ tools }), {});
    assert.deepEqual([reply.stop, reply.text, reply.calls], ["refusal", "I won't.", []]);
  });

  const faults: [what: string, name: string, given: string][] = [
    ["an argument missing", "send", '{"to":"Ann"}'],
    ["an argument of another type", "send", '{"to":"Ann","words":["Hi"]}'],
    ["no object", "send", '["Ann"]'],
    ["another tool's name", "shout", '{"to":"Ann","words":"Hi"}'],
  ];
  if (!id.startsWith("anthropic/")) faults.push(["no JSON", "send", '{"to":"An']);
  for (const [what, name, input] of faults)
    test(`${id}: a call with ${what} is kept as it came, and the reply says it cannot be read`, async () => {
      server.answer = () => ({ text: "Off it goes.", calls: [{ name, arguments: input }] });
      const reply = await (await open(id)).generate(ask({ tools }), {});
      assert.equal(reply.text, `Off it goes.\n[unreadable call of ${name}: ${input}]`);
      assert.deepEqual([reply.stop, reply.stopDetail], ["malformed", `unreadable call of ${name}`]);
      assert.equal(reply.calls?.[0]?.name, name);
    });

  test(`${id}: a call that the limit cuts off is cut off, not malformed`, async () => {
    server.answer = () => ({ stop: "length", text: "", calls: [{ name: "send", arguments: '{"to":"Ann"}' }] });
    assert.equal((await (await open(id)).generate(ask({ tools }), {})).stop, "length");
  });
}
