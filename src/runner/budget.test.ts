import assert from "node:assert/strict";
import test from "node:test";
import { limit } from "../lib/limit.ts";
import { random } from "../lib/random.ts";
import type { Request, Usage } from "../models/model.ts";
import { price } from "../models/price.ts";
import { openBudget } from "./budget.ts";

const model = "openai/gpt-4o";
const request: Request = {
  messages: [{ role: "user", content: "x".repeat(4000) }],
  params: {},
  seed: null,
  schema: null,
  choices: null,
};
const usage = (output: number, input = 1000): Usage => ({ input, output, cachedInput: null, reasoning: null });
const usd = (output: number) => price(model, usage(output)) as number;

/**
 * Makes calls, 20 at a time, until the budget ends them; gives what they cost, and how many were
 * made.
 */
async function spend(limitUsd: number, maxTokens: number | null, outputs: () => number) {
  const bounded = maxTokens === null ? request : { ...request, params: { maxTokens } };
  const budget = openBudget(limitUsd, 0, [model]);
  let spent = 0;
  let calls = 0;
  let over = false;
  await limit(Array.from({ length: 2000 }), 20, async () => {
    const reserved = over ? null : await budget.reserve(model, bounded);
    if (reserved === null) {
      over = true;
      return;
    }
    await new Promise(setImmediate);
    const reply = usage(outputs());
    spent += price(model, reply) as number;
    calls++;
    budget.settle(reserved, reply);
  });
  return { spent, calls, over };
}

test("with bounded replies the budget is never passed, and nearly used up", async () => {
  const next = random(1);
  const { spent, over } = await spend(0.5, 1000, () => Math.ceil(next() * 1000));
  assert.ok(over && spent <= 0.5, `${spent}`);
  assert.ok(spent > 0.5 - 2 * usd(1000), `${spent}`);
});

test("with unbounded replies of one length it is never passed, however long they are", async () => {
  for (const length of [10, 1000, 7000]) {
    const { spent, over, calls } = await spend(0.5, null, () => length);
    assert.ok(over && calls > 0 && spent <= 0.5, `${length}: ${spent} in ${calls} calls`);
  }
});

const long: Request = { ...request, params: { maxTokens: 40_000 } };

test("a call that failed costs nothing, one of unknown usage all that was set aside", async () => {
  const budget = openBudget(1, 0, [model]);
  const first = await budget.reserve(model, long);
  assert.ok(first && first.usd > 0.4 && first.usd < 0.5);
  budget.settle(first, null);
  const second = await budget.reserve(model, long);
  budget.settle(second as NonNullable<typeof second>, {
    input: null,
    output: null,
    cachedInput: null,
    reasoning: null,
  });
  const third = await budget.reserve(model, long);
  budget.settle(third as NonNullable<typeof third>, usage(40_000));
  assert.equal(await budget.reserve(model, long), null);
  assert.match(
    budget.reason(),
    /budget of \$1\.00 has no room for another call \(spent \$0\.8\d, a call may cost \$0\.4\d\)/,
  );
});

test("a call waits while those under way may leave room for it", async () => {
  const budget = openBudget(0.5, 0, [model]);
  const first = await budget.reserve(model, long);
  const order: string[] = [];
  const second = budget.reserve(model, long).then((reserved) => {
    order.push("second");
    return reserved;
  });
  await new Promise(setImmediate);
  order.push("first settles");
  budget.settle(first as NonNullable<typeof first>, usage(10));
  assert.ok(await second);
  assert.deepEqual(order, ["first settles", "second"]);
});

test("what an earlier pass spent counts", async () => {
  const budget = openBudget(1, 0.99, [model]);
  assert.equal(await budget.reserve(model, long), null);
});

test("models without a price: free ones pass, unknown ones are an error", async () => {
  const free = openBudget(0, 0, ["local/smollm2-135m"]);
  assert.ok(await free.reserve("local/smollm2-135m", request));
  assert.throws(() => openBudget(1, 0, [model, "openai-compatible/mine"]), {
    message: "budgetUsd cannot be kept: no price known for openai-compatible/mine; leave budgetUsd out",
  });
  for (const wrong of [-1, NaN]) assert.throws(() => openBudget(wrong, 0, []), /expected a number of USD/);
});

test("what may be written to a prompt cache is set aside at the price of that, and a tier at its own", async () => {
  const opus = "anthropic/claude-opus-4-6";
  const asked = async (id: string, lasts: "5m" | "1h" | null, params: Request["params"] = { maxTokens: 1 }) => {
    const mark = lasts === null ? undefined : { key: "k", ends: [1], lasts };
    const reserved = await openBudget(9, 0, [id]).reserve(id, { ...request, params }, undefined, undefined, mark);
    return reserved?.usd ?? null;
  };
  const input = Math.ceil(4000 / 3 + 8);
  const near = (found: number | null, tokensIn: number, price = 5, out = 25) =>
    assert.ok(Math.abs(found! - (tokensIn * price + out) / 1e6) < 1e-9, String(found));
  near(await asked(opus, null), input);
  near(await asked(opus, "5m"), 1.25 * input);
  near(await asked(opus, "1h"), 2 * input);
  near(await asked("openai/gpt-5.5", null, { maxTokens: 1, serviceTier: "flex" }), input, 2.5, 15);
  assert.equal(await asked("openai/gpt-4o", null, { serviceTier: "flex" }), null, "no price is known");
});
