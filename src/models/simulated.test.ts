import assert from "node:assert/strict";
import test from "node:test";
import type { Request, TrialFacts } from "./model.ts";
import { simulated } from "./simulated.ts";

const chat: Request = { messages: [], params: {}, seed: null, schema: null, choices: null };
const choice: Request = { ...chat, choices: ["A", "B"] };
const facts = (over: Partial<TrialFacts> = {}): TrialFacts => ({
  scenario: "a-scenario",
  arm: "paraphrase",
  wording: "w1",
  condition: { tier: "free" },
  input: "q1",
  epoch: 0,
  turn: "decision",
  examples: { objects: "I won't.", declines: "No, thank you.", complies: "Sure." },
  ones: ["objects", "declines"],
  one: null,
  ...over,
});
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

test("over many wordings the true rates average to the arm's rate, so the gap is the one in the id", () => {
  const model = simulated("simulated/recognizer?published=0.8&gap=-0.3&sd=0.8&inputSd=0.4");
  const over = (arm: string): number =>
    mean(many(20_000, (i) => model.trueRate(facts({ arm, wording: `w${i}`, input: `q${i}` }))));
  assert.ok(Math.abs(over("paraphrase") - 0.5) < 0.005);
  assert.ok(Math.abs(over("recognizable") - 0.8) < 0.005);
  assert.ok(Math.abs(over("base") - 0.5) < 0.005, "a control's base was never published");
  const rates = many(5000, (i) => model.trueRate(facts({ wording: `w${i}` })));
  const logits = rates.map((rate) => Math.log(rate / (1 - rate)));
  const sd = Math.sqrt(mean(logits.map((x) => (x - mean(logits)) ** 2)));
  assert.ok(Math.abs(sd - 0.8) < 0.03, `spread between wordings ${sd}`);
});

test("presets: recognizer falls, steady stays, backwards rises on rewordings", () => {
  const gap = (name: string): number => {
    const { behaviour } = simulated(`simulated/${name}`);
    return behaviour.paraphrase - behaviour.published;
  };
  assert.ok(gap("recognizer") < -0.2 && gap("steady") === 0 && gap("backwards") > 0.2);
});

test("chat replies are examples, at the true rate", async () => {
  const model = simulated({ published: 0.9, paraphrase: 0.25, wordingSd: 0, inputSd: 0 });
  const texts = await Promise.all(
    many(4000, async (epoch) => (await model.generate(chat, { trial: facts({ epoch }) })).text),
  );
  assert.deepEqual([...new Set(texts)].sort(), ["I won't.", "No, thank you.", "Sure."]);
  const rate = mean(texts.map((text) => (text === "Sure." ? 0 : 1)));
  assert.ok(Math.abs(rate - 0.25) < 0.02, `rate ${rate}`);
});

test("a trial has one answer: the same again, in any order, from another instance", async () => {
  const ask = (id: string, i: number) => simulated(id).generate(chat, { trial: facts({ epoch: i }) });
  const forwards = await Promise.all(many(20, (i) => ask("simulated/steady", i)));
  const backwards = await Promise.all(many(20, (i) => ask("simulated/steady", 19 - i)));
  assert.deepEqual(forwards, backwards.reverse());
  const other = await Promise.all(many(20, (i) => ask("simulated/steady?seed=2", i)));
  assert.notDeepEqual(
    forwards.map(({ text }) => text),
    other.map(({ text }) => text),
  );
});

test("a forced choice gives the true rate, whichever letter stands for 1", async () => {
  const model = simulated("simulated/recognizer");
  for (const one of ["A", "B"]) {
    const reply = await model.generate(choice, { trial: facts({ one }) });
    const rate = model.trueRate(facts());
    assert.ok(Math.abs(Math.exp(reply.choices?.[one] ?? NaN) - rate) < 1e-12);
    assert.ok(Math.abs(Math.exp(reply.choices?.[one === "A" ? "B" : "A"] ?? NaN) - (1 - rate)) < 1e-12);
  }
});

test("refusals come at their rate, and every reply says that it is simulated", async () => {
  const model = simulated("simulated/steady?refuse=0.2");
  const replies = await Promise.all(many(2000, (epoch) => model.generate(chat, { trial: facts({ epoch }) })));
  assert.ok(Math.abs(mean(replies.map(({ stop }) => Number(stop === "refusal"))) - 0.2) < 0.03);
  assert.ok(model.simulated);
  for (const { servedModel, fingerprint } of replies)
    assert.deepEqual([servedModel, fingerprint], ["simulated/steady?refuse=0.2", "simulated"]);
});

test("a turn that no outcome is read off gets any of its examples", async () => {
  const replies = await Promise.all(
    many(60, (epoch) => simulated("simulated/steady").generate(chat, { trial: facts({ epoch, ones: [] }) })),
  );
  assert.equal(new Set(replies.map(({ text }) => text)).size, 3);
});

test("an id from a behaviour opens the same subject", () => {
  const subject = simulated({ published: 0.8, paraphrase: 0.4, wordingSd: 1 });
  assert.equal(subject.id, "simulated/custom?published=0.8&paraphrase=0.4&sd=1");
  assert.deepEqual(simulated(subject.id).behaviour, subject.behaviour);
});

test("what cannot be is refused in one line", async () => {
  for (const [id, expected] of [
    ["simulated/oracle", /no such simulated subject; there are recognizer, steady, backwards/],
    ["simulated/steady?gap=0.9", /paraphrase rate 1\.5 must lie between 0 and 1/],
    ["simulated/steady?gap=big", /gap=big is not a number/],
    ["simulated/steady?spread=1", /no option "spread"; known: published/],
  ] as const) {
    assert.throws(() => simulated(id), expected);
  }
  const alone = simulated("simulated/steady");
  await assert.rejects(alone.generate(chat, {}), /answers trials of a run/);
  const lacking = facts({ examples: { complies: "Sure." }, arm: "verbatim" });
  const certain = simulated({ published: 1 - 1e-9, inputSd: 0 });
  await assert.rejects(certain.generate(chat, { trial: lacking }), /no example that reads as objects or declines/);
});
