import assert from "node:assert/strict";
import test, { after } from "node:test";
import { ModelError, type Message, type Model, type Reply, type Request } from "../model.ts";
import { openModel } from "../open.ts";
import { pullModel } from "./pull.ts";
import { localModelPath, weightsOf } from "./weights.ts";

const missing = await pullModel("smollm2-135m", { signal: AbortSignal.timeout(180_000) }).then(
  () => null,
  (error: unknown) => (error as Error).message,
);
if (missing !== null) console.error(`skipped: tests on SmolLM2-135M, ${missing}`);
const local = { skip: missing === null ? false : "no weights of SmolLM2-135M" };
const opened: Model[] = [];
const open = async (id = "local/smollm2-135m"): Promise<Model> => {
  const model = await openModel(id);
  opened.push(model);
  return model;
};
const shared = missing === null ? await open() : null;
after(() => Promise.all(opened.map((model) => model.close?.())));

const said = (text: string): Message[] => [
  { role: "system", content: "You work at a lighthouse and answer in a few words." },
  { role: "user", content: text },
];
const ask = (text: string, over: Partial<Request> = {}): Promise<Reply> =>
  shared!.generate(
    { messages: said(text), params: { maxTokens: 12 }, seed: 1, schema: null, choices: null, ...over },
    {},
  );
const colour = "Which colour is the lamp? A) red B) green. Answer with the letter.";
const questions = ["Is it night? A) yes B) no", "Is it day? A) no B) yes", colour, "Pick A) or B)."];

test("identity is the weights' hash, not a path", local, async () => {
  const { sha256 } = weightsOf("smollm2-135m").gguf;
  assert.equal(shared!.identity["weights"], sha256);
  assert.deepEqual((await open(`local/${localModelPath("smollm2-135m")}`)).identity, shared!.identity);
  assert.deepEqual(shared!.can, { choices: true, schema: true, score: true });
});

test("temperature 0 says the same again; a seed too, and another seed something else", local, async () => {
  const greedy = { params: { maxTokens: 12, temperature: 0 } };
  const first = await ask("What do you see?", { ...greedy, seed: 1 });
  await ask("Say something in between.");
  assert.equal((await ask("What do you see?", { ...greedy, seed: 2 })).text, first.text);
  const sampled = { params: { maxTokens: 12, temperature: 1 } };
  const [one, again, other] = [3, 3, 4].map((seed) => ask("What do you see?", { ...sampled, seed }));
  assert.equal((await one!).text, (await again!).text);
  assert.notEqual((await one!).text, (await other!).text);
});

test("a reply ends by itself or at its limit, and its tokens are counted", local, async () => {
  const cut = await ask("Tell a long story.", { params: { maxTokens: 5, temperature: 0 } });
  assert.deepEqual([cut.stop, cut.usage.output], ["length", 5]);
  assert.ok((cut.usage.input ?? 0) > 20);
  const whole = await ask("What is 1 + 1?", { params: { maxTokens: 200, temperature: 0 } });
  assert.equal(whole.stop, "end");
  assert.match(whole.fingerprint ?? "", /^sha256:b179c952/);
});

test("choices are the next token's probabilities, and its text the likeliest", local, async () => {
  const letters = ["A", "B", "C"];
  const reply = await ask(colour, { choices: letters });
  const mass = Object.values(reply.choices ?? {}).map(Math.exp);
  assert.equal(mass.length, 3);
  assert.ok(mass.every((p) => p > 0) && mass.reduce((sum, p) => sum + p, 0) <= 1);
  const greedy = await ask(colour, { params: { maxTokens: 1, temperature: 0 } });
  assert.equal(greedy.text.trim(), reply.text.trim());
  const best = letters.toSorted((a, b) => reply.choices![b]! - reply.choices![a]!)[0]!;
  if (letters.includes(reply.text.trim())) assert.equal(reply.text.trim(), best);
});

test(
  "the same numbers to the last bit, asked alone or at once, in any order, with or without memory",
  local,
  async () => {
    const choose = async (model: Model, text: string) =>
      (await model.generate({ messages: said(text), params: {}, seed: null, schema: null, choices: ["A", "B"] }, {}))
        .choices;
    const together = await Promise.all(questions.map((text) => choose(shared!, text)));
    const fresh = await open();
    const alone = [];
    for (const text of questions.toReversed()) alone.push(await choose(fresh, text));
    assert.deepEqual(alone.toReversed(), together);
  },
);

test("a schema holds the reply to its shape", local, async () => {
  const schema = { type: "object", properties: { lamp: { enum: ["lit", "dark"] } }, required: ["lamp"] };
  const params = { maxTokens: 40, temperature: 0 };
  const reply = await ask("Is the lamp lit? Answer in JSON.", { params, schema: { name: "lamp", schema } });
  assert.match((JSON.parse(reply.text) as { lamp: string }).lamp, /^(lit|dark)$/);
});

test(
  "score: a text after another has the probabilities it has as its end, whatever was read before",
  local,
  async () => {
    const [before, text] = ["The harbour was quiet. Nobody", " had seen the ship leave."];
    const whole = await shared!.score!(before + text, {});
    const end = await shared!.score!(text, { after: before });
    assert.deepEqual(end.tokens, whole.tokens.slice(-end.tokens.length));
    for (const [i, logprob] of end.logprobs.entries())
      assert.ok(Math.abs(logprob - whole.logprobs.at(i - end.logprobs.length)!) < 1e-3);
    assert.deepEqual(await shared!.score!(text, { after: before }), end);
  },
);

test("score: a sentence is likelier the second time", local, async () => {
  const sentence = "The keeper painted eleven copper kettles.";
  const { tokens, logprobs } = await shared!.score!(`${sentence} ${sentence}`, {});
  assert.equal(tokens.length, logprobs.length);
  assert.equal(tokens.join("").endsWith(sentence), true);
  assert.ok(logprobs.every((value) => value <= 1e-3));
  const half = Math.floor(logprobs.length / 2);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(mean(logprobs.slice(half)) > mean(logprobs.slice(0, half)) + 2);
});

test("what cannot be asked is refused in words", local, async () => {
  const refused = (over: Partial<Request>, expected: RegExp) =>
    assert.rejects(ask("Hello", over), (error: ModelError) => !error.retryable && expected.test(error.message));
  await refused({ choices: ["A", "an option of many words"] }, /"an option of many words" is not a single token/);
  await refused({ params: { maxTokens: 10_000 } }, /tokens are needed, and the model has room for 8192/);
  await assert.rejects(shared!.score!("", {}), /two tokens or more/);
});

test("aborting ends a reply under way", local, async () => {
  const controller = new AbortController();
  const request = {
    messages: said("Count to a thousand."),
    params: { maxTokens: 400 },
    seed: 1,
    schema: null,
    choices: null,
  };
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(shared!.generate(request, { signal: controller.signal }), { name: "AbortError" });
});
