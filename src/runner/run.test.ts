import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { ModelError } from "../models/model.ts";
import { openRun } from "./open-run.ts";
import { plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { results } from "./results.ts";
import { run, type RunOptions } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "./sample.ts";

const options = sampleOptions();
const id = "openai-compatible/sample";
const small = plan({ scenarios: [sampleScenario(2)], models: [id], epochs: 2 });

test("every trial is done, its script walked and its replies on disk", async () => {
  const model = sampleModel((request) => sampleReply(request.messages.length < 3 ? "I ACT." : "Because."));
  const done = await run(small, options({ models: [model] }));
  assert.equal(small.trials.length, 3 * 2 * 2 * 2);
  assert.deepEqual(done.summary, {
    planned: 24,
    done: 24,
    failed: 0,
    refused: 0,
    cached: 0,
    inputTokens: 480,
    outputTokens: 240,
    usd: null,
    stopped: null,
  });
  const all = await Array.fromAsync(results(done));
  assert.deepEqual(
    all.map(({ trial }) => trial.id),
    small.trials.map((trial) => trial.id),
  );
  for (const { status, replies, trial } of all) {
    assert.equal(status, "done");
    assert.deepEqual(
      replies.map(({ turn }) => turn),
      ["action", "reason"],
    );
    assert.deepEqual(
      replies.map(({ attempts }) => attempts.length),
      [1, 1],
    );
    assert.match(
      replies[0]?.said[1]?.content ?? "",
      new RegExp(`^${trial.wording}: It is ${trial.condition["tier"]}\\. `),
    );
  }
  assert.deepEqual((await openRun(done.dir)).summary, done.summary);
});

test("running the same again asks nothing", async () => {
  const here = options({ models: [sampleModel()] });
  await run(small, here);
  const again = sampleModel();
  const second = await run(small, { ...here, models: [again], mode: "off" });
  assert.equal(again.asked.length, 0);
  assert.equal(second.summary.done, 24);
});

test("a refusal is a reply: counted, never retried, and the trial is done", async () => {
  const model = sampleModel((_, { trial }) =>
    trial?.input === "q1" ? sampleReply("", { stop: "refusal" }) : sampleReply("I HOLD."),
  );
  const { summary } = await run(small, options({ models: [model] }));
  assert.deepEqual([summary.done, summary.refused, summary.failed, model.asked.length], [24, 12, 0, 24]);
});

test("a trial that fails is noted, the rest goes on, and running again asks only what failed", async () => {
  const broken = sampleModel((_, { trial }) => {
    if (trial?.wording === "p1") throw new ModelError("too long", { retryable: false, status: 400 });
    return sampleReply("I HOLD.");
  });
  const here = options({ models: [broken], concurrency: 1 });
  const first = await run(small, here);
  assert.deepEqual([first.summary.done, first.summary.failed, first.summary.stopped], [16, 8, null]);
  const failed = (await Array.fromAsync(results(first))).filter(({ status }) => status === "failed");
  assert.deepEqual(new Set(failed.map(({ error, trial }) => `${trial.wording}: ${error}`)), new Set(["p1: too long"]));

  const mended = sampleModel();
  const second = await run(small, { ...here, models: [mended] });
  assert.equal(mended.asked.length, 8);
  assert.deepEqual([second.summary.done, second.summary.failed], [24, 0]);
});

test("what passes is retried, and its attempts are on disk", async () => {
  const model = sampleModel((_request, _context, index) => {
    if (index === 0) throw new ModelError("busy", { retryable: true, status: 429 });
    return sampleReply("I HOLD.");
  });
  const done = await run(small, options({ models: [model] }));
  const attempts = (await Array.fromAsync(results(done))).flatMap(({ replies }) =>
    replies.flatMap((turn) => turn.attempts),
  );
  assert.deepEqual(
    attempts.filter(({ error }) => error !== null).map(({ error }) => error),
    ["busy"],
  );
  assert.equal(attempts.length, 25);
});

test("a model that only fails is given up with one message, and the others go on", async () => {
  const wrong = sampleModel(
    () => {
      throw new ModelError("the provider refused the key (401)", { retryable: false, status: 401 });
    },
    { id: "openai-compatible/wrong" },
  );
  const two = plan({ scenarios: [sampleScenario(2)], models: [id, wrong.id], epochs: 5 });
  const { summary } = await run(two, options({ models: [sampleModel(), wrong], concurrency: 4 }));
  assert.equal(summary.done, 60);
  assert.ok(wrong.asked.length < 5 + 4, `${wrong.asked.length} calls`);
  assert.equal(
    summary.stopped,
    "openai-compatible/wrong failed 5 times in a row and was given up: the provider refused the key (401)",
  );
});

test("progress: at once, after every reply, and at the end", async () => {
  const seen: Progress[] = [];
  const onProgress = (progress: Progress) => seen.push(progress);
  await run(small, options({ models: [sampleModel()], concurrency: 1, onProgress }));
  assert.deepEqual([seen[0]?.state, seen[0]?.done, seen.at(-1)?.state, seen.at(-1)?.done], ["running", 0, "ended", 24]);
  assert.deepEqual(
    seen.slice(1, -1).map(({ done }) => done),
    Array.from({ length: 24 }, (_, index) => index + 1),
  );
});

test("progress: why a call is tried again is told meanwhile, and not any more once one is answered", async () => {
  const seen: (string | null)[] = [];
  const model = sampleModel((_request, _context, index) => {
    if (index === 0) throw new ModelError("connection refused", { retryable: true });
    return sampleReply("I HOLD.");
  });
  const onProgress = ({ retrying }: Progress) => seen.push(retrying);
  await run(small, options({ models: [model], concurrency: 1, onProgress }));
  assert.deepEqual(seen.slice(0, 3), [null, "connection refused", null]);
  assert.ok(seen.slice(2).every((retrying) => retrying === null));
});

test("a plan may hold both ways to elicit, and several models", async () => {
  const both = plan({
    scenarios: [sampleScenario(1)],
    models: ["simulated/recognizer", "simulated/steady"],
    elicit: ["chat", "choice"],
  });
  const done = await run(both, options());
  assert.equal(done.summary.done, 2 * 2 * 2 * 2 * 2);
  for await (const { trial, replies } of results(done))
    if (trial.elicit === "choice") {
      assert.deepEqual(
        replies.map(({ turn }) => turn),
        ["one-first", "zero-first"],
      );
      assert.deepEqual(
        replies.map(({ reply }) => Object.keys(reply.choices ?? {})),
        [
          ["A", "B"],
          ["A", "B"],
        ],
      );
    } else assert.match(replies[0]?.reply.text ?? "", /ACT|HOLD/);
});

test("the model is told the parameters and, trial by trial, a seed", async () => {
  const model = sampleModel();
  const warm = plan({ scenarios: [sampleScenario(1)], models: [id], params: { temperature: 0.7, maxTokens: 9 } });
  await run(warm, options({ models: [model] }));
  assert.deepEqual(
    new Set(model.asked.map(({ params }) => JSON.stringify(params))),
    new Set(['{"temperature":0.7,"maxTokens":9}']),
  );
  assert.equal(new Set(model.asked.map(({ seed }) => seed)).size, warm.trials.length);
});

test("a run shows its summary, not its trials", async () => {
  const done = await run(small, options({ models: [sampleModel()] }));
  const show = (done as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")];
  assert.match(show?.()["text/plain"] ?? "", /^24 of 24 done, 240 tokens in, 120 out\n.*run-\d+$/);
});

const wrong: [string, RunOptions, RegExp][] = [
  ["a misspelt option", { budget: 5 } as RunOptions, /run has no option "budget": expected dir, .*budgetUsd/],
  ["no concurrency", { concurrency: 0 }, /concurrency 0: expected a whole number, 1 or more/],
  ["a mode there is not", { mode: "live" as "auto" }, /mode "live": expected auto, record, replay, off/],
  ["a budget without a price", { budgetUsd: 1 }, /no price known for openai-compatible\/sample/],
  [
    "parameters the model does not accept",
    { models: [sampleModel(undefined, { check: () => ["sample does not accept temperature: leave it out"] })] },
    /^Error: sample does not accept temperature: leave it out$/,
  ],
];
for (const [what, change, message] of wrong)
  test(`an error before anything is asked: ${what}`, async () => {
    const model = sampleModel();
    await assert.rejects(run(small, options({ models: [model], ...change })), (error) => message.test(String(error)));
    assert.equal(model.asked.length, 0);
  });

test("a forced choice needs a model that gives log-probabilities", async () => {
  const model = sampleModel(undefined, { can: { choices: false, schema: false, score: false } });
  const choice = plan({ scenarios: [sampleScenario(1)], models: [id], elicit: "choice" });
  await assert.rejects(run(choice, options({ models: [model] })), /gives no log-probabilities.*use elicit "chat"/);
});

test("a folder of another plan, of another model's identity, or of no run is left as it is", async () => {
  const here = options({ models: [sampleModel()] });
  await run(small, here);
  const before = readFileSync(join(here.dir, "trials.jsonl"), "utf8");
  const other = plan({ scenarios: [sampleScenario(2)], models: [id], epochs: 3, seed: 2 });
  await assert.rejects(run(other, here), /holds the run of another plan .*seed 1 is 2.*give this run another dir/);
  const moved = sampleModel(undefined, { identity: { provider: "sample", model: id, baseUrl: "http://b" } });
  await assert.rejects(
    run(small, { ...here, models: [moved] }),
    /begun with another openai-compatible\/sample \(baseUrl: undefined, now http:\/\/b\)/,
  );
  assert.equal(readFileSync(join(here.dir, "trials.jsonl"), "utf8"), before);

  const stray = options({ models: [sampleModel()] });
  mkdirSync(stray.dir);
  writeFileSync(join(stray.dir, "trials.jsonl"), "");
  await assert.rejects(run(small, stray), /trials\.jsonl but no manifest\.json/);
  await assert.rejects(openRun(stray.dir), /is not a run folder: cannot read .*manifest\.json/);
});

test("a journal with a line of another run is an error", async () => {
  const here = options({ models: [sampleModel()] });
  await run(small, here);
  const line = readFileSync(join(here.dir, "trials.jsonl"), "utf8").split("\n", 1)[0] as string;
  appendFileSync(join(here.dir, "trials.jsonl"), `${line.replace(/"trial":"[0-9a-f]+"/, '"trial":"feedbeef"')}\n`);
  await assert.rejects(run(small, here), /trial feedbeef is not in plan .*another run's journal/);
});

for (const line of ["null", "7", '{"kind":"reply","trial":"t","turn":"action"}', '{"kind":"other"}'])
  test(`a journal with a line that is none is an error that names it: ${line}`, async () => {
    const here = options({ models: [sampleModel()] });
    const { summary } = await run(small, here);
    appendFileSync(join(here.dir, "trials.jsonl"), `${line}\n`);
    const number = 1 + summary.done;
    await assert.rejects(openRun(here.dir), new RegExp(`line ${number} of the journal is neither .*: remove it`));
    await assert.rejects(run(small, here), new RegExp(`line ${number} of the journal`));
  });

for (const [what, manifest, message] of [
  ["nothing", "null", /is not a run folder: .*manifest\.json is something else/],
  ["no plan", '{"kind":"run","models":[]}', /no list of scenarios .* written by an unknown version, this is \d/],
  [
    "another version's plan",
    '{"kind":"run","versions":{"parallax-evals":"9.9.9"},"models":[],"plan":{"scenarios":[]}}',
    /no list of trials .* written by 9\.9\.9, this is \d/,
  ],
] as const)
  test(`a manifest that holds ${what} is an error that says so`, async () => {
    const { dir } = options();
    mkdirSync(dir);
    writeFileSync(join(dir, "manifest.json"), manifest);
    await assert.rejects(openRun(dir), message);
  });

test("two runs do not write one folder", async () => {
  const gate = Promise.withResolvers<void>();
  const model = sampleModel(async () => {
    await gate.promise;
    return sampleReply("I HOLD.");
  });
  const here = options({ models: [model] });
  const first = run(small, here);
  while (model.asked.length === 0) await new Promise(setImmediate);
  await assert.rejects(run(small, here), /is being written by another run/);
  gate.resolve();
  assert.equal((await first).summary.done, 24);
});
