import assert from "node:assert/strict";
import test from "node:test";
import type { Request, TrialFacts } from "../models/model.ts";
import { replyKey, seedOf, type Identity } from "./key.ts";

const model: Identity = {
  id: "x/y",
  simulated: false,
  can: { choices: true, schema: false, score: false },
  identity: { provider: "x", model: "y", baseUrl: "http://a" },
};
const request: Request = {
  messages: [{ role: "user", content: "hello" }],
  params: {},
  seed: 1,
  schema: null,
  choices: null,
};
const tool = { name: "send", description: "Sends.", schema: { type: "object" }, written: "<{{ to }}>" };
const trial: TrialFacts = {
  scenario: "s",
  arm: "base",
  wording: "w",
  condition: {},
  input: "none",
  epoch: 1,
  turn: "t",
  examples: {},
  ones: [],
  one: null,
};
const key = (change: { model?: object; request?: object; epoch?: number; turn?: string; trial?: object } = {}) =>
  replyKey({ ...model, ...change.model }, { ...request, ...change.request }, change.epoch ?? 1, change.turn ?? "t", {
    ...trial,
    ...change.trial,
  });

test("everything that determines a reply is in its key", () => {
  const keys = [
    key(),
    key({ model: { identity: { ...model.identity, baseUrl: "http://b" } } }),
    key({ request: { messages: [{ role: "system", content: "hello" }] } }),
    key({ request: { params: { temperature: 0 } } }),
    key({ request: { seed: 2 } }),
    key({ request: { choices: ["A", "B"] } }),
    key({ request: { tools: [tool] } }),
    key({ request: { tools: [{ ...tool, written: "[{{ to }}]" }] } }),
    key({ epoch: 2 }),
    key({ turn: "u" }),
    key({ model: { simulated: true } }),
    key({ model: { simulated: true }, trial: { condition: { tier: "free" } } }),
  ];
  assert.equal(new Set(keys).size, keys.length);
});

test("without tools, and with what a request has had from the start, keys are as they have always been", () => {
  assert.equal(key(), "733f33eee4bb2843c72b53893e520aaa85aa5a766e8e2606bce76bb859c71028");
});

test("the order of parameters, and what a real model is not told, are not", () => {
  assert.equal(
    key({ request: { params: { topP: 1, temperature: 0 } } }),
    key({ request: { params: { temperature: 0, topP: 1 } } }),
  );
  assert.equal(key({ trial: { arm: "paraphrase" } }), key());
});

test("seeds: of the plan and the call; none for a forced choice, nor where the model takes none", () => {
  assert.equal(seedOf(model, 1, "trial", "t", false), seedOf(model, 1, "trial", "t", false));
  const seeds = [
    seedOf(model, 1, "a", "t", false),
    seedOf(model, 2, "a", "t", false),
    seedOf(model, 1, "b", "t", false),
    seedOf(model, 1, "a", "u", false),
  ];
  assert.equal(new Set(seeds).size, 4);
  for (const seed of seeds) assert.ok(Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) < 2 ** 31);
  assert.equal(seedOf(model, 1, "a", "t", true), null);
  assert.equal(seedOf({ ...model, can: { ...model.can, seed: false } }, 1, "a", "t", false), null);
});
