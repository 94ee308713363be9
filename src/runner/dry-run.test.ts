import assert from "node:assert/strict";
import test from "node:test";
import { describeDryRun, dryRun } from "./dry-run.ts";
import { plan } from "./plan.ts";
import { sampleScenario } from "./sample.ts";

const scenario = sampleScenario(0);
const one = { scenarios: [scenario], inputs: 1, conditions: { tier: ["free"] } };
const characters = "You decide.".length + "published: It is free. First?".length;

test("a chat is estimated at the longest way through its script, earlier replies included", () => {
  const [row] = dryRun(plan({ ...one, models: ["openai/gpt-4o"], epochs: 3, params: { maxTokens: 100 } })).models;
  const second = "published: You acted. Why?".length;
  const input = characters / 4 + (characters / 4 + 100 + second / 4);
  assert.deepEqual(
    { ...row, usd: null },
    { model: "openai/gpt-4o", trials: 3, calls: 6, inputTokens: Math.round(3 * input), outputTokens: 600, usd: null },
  );
  const usd = (Math.round(3 * input) * 2.5 + 600 * 10) / 1e6;
  assert.ok(Math.abs((row?.usd as number) - usd) < 1e-12);
});

test("a forced choice is two calls of one token", () => {
  const { models, basis } = dryRun(plan({ ...one, models: ["openai/gpt-4o"], elicit: "choice" }));
  assert.deepEqual([models[0]?.calls, models[0]?.outputTokens], [2, 2]);
  assert.equal(basis, "estimated at 4 characters a token; at most, with nothing cached");
});

test("models are priced apart; one unknown price makes the sum unknown, not nought", () => {
  const report = dryRun(plan({ ...one, models: ["local/smollm2-135m", "openai-compatible/mine"] }));
  assert.deepEqual(
    report.models.map(({ usd }) => usd),
    [0, null],
  );
  assert.equal(report.usd, null);
  const text = describeDryRun(report);
  assert.match(text, /^local\/smollm2-135m: 1 trials, 2 calls, .*, \$0\.00$/m);
  assert.match(text, /^in all: 2 trials, price unknown$/m);
  assert.match(text, /estimated at 4 characters a token and 400 tokens a reply, which nothing bounds/);
});
