import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import test from "node:test";
import { ModelError } from "../models/model.ts";
import { describe } from "./describe.ts";
import { openRun } from "./open-run.ts";
import { plan } from "./plan.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "./sample.ts";
import type { TrialResult } from "./trial.ts";

const options = sampleOptions();
const small = plan({ scenarios: [sampleScenario(2)], models: ["openai-compatible/sample"], epochs: 2 });
const manifestOf = (dir: string) => JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8"));

/** A predicate that stops after so many trials, and what it was asked with. */
function after(count: number, says: boolean | string = "that is enough") {
  const seen: TrialResult[] = [];
  return { seen, until: (result: TrialResult) => seen.push(result) >= count && says };
}

test("it is asked with each trial as it ends, and once it is met no further trial is begun", async () => {
  const model = sampleModel((request) => sampleReply(request.messages.length < 3 ? "I ACT." : "Because."));
  const { seen, until } = after(5);
  const { dir, summary } = await run(small, options({ models: [model], concurrency: 1, until }));
  assert.deepEqual([summary.done, summary.stopped, summary.known], [5, "that is enough", "that is enough"]);
  assert.equal(model.asked.length, 10);
  assert.deepEqual(
    seen.map(({ trial, status, replies }) => [trial.id, status, replies.length]),
    small.trials.slice(0, 5).map(({ id }) => [id, "done", 2]),
  );
  assert.match(describe(summary), /^5 of 24 done.*; stopped, since that is enough$/);
  assert.deepEqual((await openRun(dir)).summary, summary, "the folder says so, too");
});

test("trials under way when it is met are finished, every turn of them, and kept", async () => {
  const model = sampleModel(async (request) => {
    await sleep(5);
    return sampleReply(request.messages.length < 3 ? "I ACT." : "Because.");
  });
  const { until } = after(1);
  const ran = await run(small, options({ models: [model], concurrency: 6, until: async (each) => until(each) }));
  const all = await Array.fromAsync(results(ran));
  const begun = all.filter(({ replies }) => replies.length > 0);
  assert.ok(begun.length > 1 && begun.length < 24, `${begun.length} begun`);
  assert.ok(begun.every(({ status, replies }) => status === "done" && replies.length === 2));
  assert.equal(ran.summary.done, begun.length);
});

test("run again with it, nothing is asked; without it, the rest is, and the manifest keeps the stop", async () => {
  const here = options({ models: [sampleModel()], concurrency: 1 });
  await run(small, { ...here, until: after(5).until });
  const { created } = manifestOf(here.dir);
  const again = sampleModel();
  const asked = after(5);
  const second = await run(small, { ...here, models: [again], until: asked.until });
  assert.deepEqual([again.asked.length, second.summary.done, asked.seen.length], [0, 5, 5]);
  const third = await run(small, { ...here, models: [again] });
  assert.deepEqual([third.summary.done, third.summary.stopped, third.summary.known], [24, null, undefined]);
  const { stops, created: kept, plan: held } = manifestOf(here.dir);
  assert.deepEqual(
    stops.map(({ done, planned, known }: { done: number; planned: number; known: string }) => [done, planned, known]),
    [[5, 24, "that is enough"]],
  );
  assert.deepEqual([kept, held.id, held.recipe.count], [created, small.id, 24]);
  assert.equal((await openRun(here.dir)).summary.known, undefined);
});

test("a run that it leaves whole says nothing of it, and `true` alone is said as it is", async () => {
  const whole = await run(small, options({ models: [sampleModel()], concurrency: 1, until: after(24).until }));
  assert.deepEqual([whole.summary.stopped, whole.summary.known], [null, undefined]);
  const bare = await run(small, options({ models: [sampleModel()], concurrency: 1, until: after(2, true).until }));
  assert.equal(bare.summary.known, "until was met");
});

test("failed trials are told of as failed", async () => {
  const broken = sampleModel((_, { trial }) => {
    if (trial?.wording === "p1") throw new ModelError("too long", { retryable: false, status: 400 });
    return sampleReply("I HOLD.");
  });
  const { seen, until } = after(25);
  await run(small, options({ models: [broken], concurrency: 1, until }));
  assert.deepEqual(
    [seen.length, seen.filter(({ status }) => status === "failed").every(({ trial }) => trial.wording === "p1")],
    [24, true],
  );
  assert.equal(seen.filter(({ status }) => status === "failed").length, 8);
});

test("a replay stops where it is met, and misses nothing that the run it repeats had not asked", async () => {
  const here = options({ models: [sampleModel()], concurrency: 8 });
  const first = await run(small, { ...here, until: after(5).until });
  const replayed = await run(small, { ...here, dir: `${here.dir}-again`, mode: "replay", until: after(5).until });
  assert.equal(replayed.summary.done, 5);
  assert.ok(first.summary.done >= 5);
});

test("what it throws ends the run, and what is no function is refused", async () => {
  const until = () => Promise.reject(new Error("no such column"));
  await assert.rejects(run(small, options({ models: [sampleModel()], until })), /no such column/);
  await assert.rejects(
    run(small, options({ models: [sampleModel()], until: { gap: 0.1 } as never })),
    /until should be a function of a trial's result, not an object.*untilKnown/,
  );
});
