import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate } from "node:timers/promises";
import { ModelError } from "../models/model.ts";
import { price } from "../models/price.ts";
import { plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "./sample.ts";

const options = sampleOptions();
const id = "openai-compatible/sample";
const planned = plan({ scenarios: [sampleScenario(2)], models: [id], epochs: 10 });

/** A model that holds every call until it is let go; an aborted call ends as a provider's would. */
function held() {
  const gate = Promise.withResolvers<void>();
  const model = sampleModel(async (request, { signal }) => {
    const aborted = Promise.withResolvers<never>();
    signal?.addEventListener("abort", () => aborted.reject(new DOMException("the call was aborted", "AbortError")));
    await Promise.race([gate.promise, aborted.promise]);
    return sampleReply(request.messages.length < 3 ? "I ACT." : "Because.");
  });
  return {
    model,
    letGo: gate.resolve,
    started: async (count: number) => {
      while (model.asked.length < count) await setImmediate();
    },
  };
}

test("the first interrupt asks nothing new, waits for what is under way, and leaves a run to go on with", async () => {
  const { model, letGo, started } = held();
  const signal = new AbortController();
  const states: Progress["state"][] = [];
  const here = options({ models: [model], concurrency: 7, onProgress: ({ state }) => states.push(state) });
  const running = run(planned, { ...here, signal: signal.signal });
  await started(7);
  signal.abort();
  assert.equal(states.at(-1), "stopping");
  letGo();
  const stopped = await running;
  assert.equal(model.asked.length, 7);
  assert.deepEqual([stopped.summary.done, stopped.summary.failed, stopped.summary.stopped], [0, 0, "interrupted"]);
  const begun = (await Array.fromAsync(results(stopped))).filter(({ replies }) => replies.length === 1);
  assert.deepEqual([begun.length, begun[0]?.status], [7, "pending"]);

  const rest = sampleModel((request) => sampleReply(request.messages.length < 3 ? "I ACT." : "Because."));
  const ended = await run(planned, { ...here, models: [rest] });
  assert.equal(ended.summary.done, 120);
  assert.equal(rest.asked.length, 2 * 120 - 7);
});

test("the second cuts off what is under way, and nothing of it counts as failed", async () => {
  const { model, started } = held();
  const [signal, abort] = [new AbortController(), new AbortController()];
  const running = run(
    planned,
    options({ models: [model], concurrency: 7, signal: signal.signal, abort: abort.signal }),
  );
  await started(7);
  signal.abort();
  abort.abort();
  const { summary } = await running;
  assert.deepEqual([summary.done, summary.failed, summary.stopped], [0, 0, "interrupted"]);
});

test("an interrupt ends the waiting between attempts", async () => {
  const signal = new AbortController();
  const model = sampleModel(() => {
    throw new ModelError("busy", { retryable: true, status: 429, retryAfterMs: 500_000 });
  });
  const running = run(planned, options({ models: [model], concurrency: 3, signal: signal.signal }));
  // One is enough: what it is told to wait, the others wait, too.
  while (model.asked.length < 1) await setImmediate();
  signal.abort();
  const { summary } = await running;
  assert.deepEqual([summary.failed, summary.stopped], [0, "interrupted"]);
});

test("a signal that was aborted before asks nothing", async () => {
  const model = sampleModel();
  const { summary } = await run(planned, options({ models: [model], signal: AbortSignal.abort() }));
  assert.deepEqual([model.asked.length, summary.stopped], [0, "interrupted"]);
});

test("an interrupt that comes when all is done is none", async () => {
  const signal = new AbortController();
  const { summary } = await run(
    planned,
    options({
      models: [sampleModel()],
      signal: signal.signal,
      onProgress: ({ done }) => done === 120 && signal.abort(),
    }),
  );
  assert.deepEqual([summary.done, summary.stopped], [120, null]);
});

test("a budget ends the run before it is passed, over all passes together", async () => {
  const paid = plan({
    scenarios: [sampleScenario(2)],
    models: ["openai/gpt-4o"],
    epochs: 10,
    params: { maxTokens: 50 },
  });
  const usage = { input: 40, output: 40, cachedInput: 0, reasoning: 0 };
  const each = price("openai/gpt-4o", usage) as number;
  const model = sampleModel(
    async () => {
      await setImmediate();
      return sampleReply("I HOLD.", { usage });
    },
    { id: "openai/gpt-4o" },
  );
  const here = options({ models: [model], concurrency: 16, mode: "off" });
  const first = await run(paid, { ...here, budgetUsd: 50 * each });
  assert.ok((first.summary.usd as number) <= 50 * each);
  assert.ok(first.summary.done >= 48 && first.summary.done <= 50, `${first.summary.done} trials`);
  assert.match(first.summary.stopped ?? "", /^the budget of \$0\.0\d+ has no room for another call/);
  const asked = model.asked.length;
  await run(paid, { ...here, budgetUsd: 50 * each });
  assert.ok(model.asked.length - asked <= 1, "the same budget again leaves nothing to ask");
  const second = await run(paid, { ...here, budgetUsd: 200 * each });
  assert.deepEqual([second.summary.done, second.summary.stopped], [120, null]);
  assert.equal(model.asked.length, 120);
});
