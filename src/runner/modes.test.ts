import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setImmediate } from "node:timers/promises";
import { openModel } from "../models/open.ts";
import { exportCassette } from "./cassette.ts";
import { plan } from "./plan.ts";
import { results } from "./results.ts";
import { run } from "./run.ts";
import { sampleOptions } from "./sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "./sample.ts";
import type { Run } from "./trial.ts";

const options = sampleOptions();
const id = "openai-compatible/sample?baseUrl=http://127.0.0.1:9/v1";
const planned = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 3, elicit: ["chat", "choice"] });
const { identity } = await openModel(id);
const calls = 24 + 24 * 2;
const texts = async (done: Run) =>
  (await Array.fromAsync(results(done))).map(({ replies }) => replies.map(({ reply }) => reply.text));

/** A model that never says the same twice. */
const fickle = (word = "reply") => {
  const model = sampleModel(
    async (_request, _context, index) => {
      await setImmediate();
      return sampleReply(`${word} ${index}`, { choices: { A: -1, B: -1 } });
    },
    { id, identity },
  );
  return model;
};

test("auto: what was asked once is not asked again, in whatever folder, and says that it was cached", async () => {
  const here = options({ models: [fickle()] });
  const first = await run(planned, here);
  const again = fickle("another");
  const second = await run(planned, { ...options(), cache: here.cache, models: [again] });
  assert.equal(again.asked.length, 0);
  assert.deepEqual([first.summary.cached, second.summary.cached], [0, 48]);
  assert.deepEqual(await texts(second), await texts(first));
});

test("auto: more epochs, another seed or other parameters ask only what is new", async () => {
  const here = options({ models: [fickle()] });
  await run(planned, here);
  const ask = async (change: Parameters<typeof plan>[0]) => {
    const model = fickle();
    await run(plan(change), { ...options(), cache: here.cache, models: [model] });
    return model.asked.length;
  };
  const spec = { scenarios: [sampleScenario(1)], models: [id], epochs: 3 };
  assert.equal(await ask({ ...spec, epochs: 5 }), 16);
  assert.equal(await ask({ ...spec, elicit: "choice", seed: 2 }), 0, "nothing is sampled in a forced choice");
  assert.equal(await ask({ ...spec, seed: 2 }), 24);
  assert.equal(await ask({ ...spec, params: { temperature: 1 } }), 24);
});

test("record: all is asked again and kept; off: all is asked and nothing kept", async () => {
  const here = options({ models: [fickle("old")] });
  await run(planned, here);
  const recorder = fickle("new");
  const recorded = await run(planned, { ...options({ mode: "record", models: [recorder] }), cache: here.cache });
  assert.equal(recorder.asked.length, calls);
  const after = await run(planned, { ...options({ mode: "replay" }), cache: here.cache });
  assert.deepEqual(await texts(after), await texts(recorded));
  const off = options({ mode: "off", models: [fickle()] });
  await run(planned, off);
  assert.equal(existsSync(off.cache), false);
});

test("replay: no model is opened, and a miss names the trial and ends the run", async () => {
  const here = options({ models: [fickle()] });
  const first = await run(planned, here);
  const second = await run(planned, { ...options({ mode: "replay" }), cache: here.cache });
  assert.deepEqual(await texts(second), await texts(first));
  const longer = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 4 });
  await assert.rejects(
    run(longer, { ...options({ mode: "replay" }), cache: here.cache }),
    /replay has no reply for sample\/\w+, (free|paid), input q\d, openai-compatible\/sample.*, epoch 4, "action" \(key [0-9a-f]{12}\): run it once with mode "auto"/,
  );
});

test("replay opens a keyed model without its key", async () => {
  const keyed = plan({ scenarios: [sampleScenario(1)], models: ["anthropic/claude-opus-4-6"] });
  await assert.rejects(run(keyed, options({ mode: "replay" })), /replay has no reply for sample/);
});

test("a cassette replays a run without cache, key or server, to the same results", async () => {
  const here = options({ models: [fickle()] });
  const first = await run(planned, here);
  const file = join(here.dir, "deeper", "sample.jsonl");
  assert.equal(await exportCassette(first, file), calls);
  const replayed = options({ mode: "replay", cassette: file });
  const second = await run(planned, replayed);
  assert.equal(existsSync(replayed.cache), false);
  assert.deepEqual(await texts(second), await texts(first));
  assert.equal(second.summary.cached, 48);

  const copy = join(here.dir, "copy.jsonl");
  await exportCassette(second, copy);
  assert.equal(readFileSync(copy, "utf8"), readFileSync(file, "utf8"), "the same replies give the same cassette");
});

test("a cassette comes before the cache, and the cache is asked for the rest", async () => {
  const part = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 1 });
  const taped = await run(part, options({ models: [fickle("taped")] }));
  const file = join(taped.dir, "taped.jsonl");
  await exportCassette(taped, file);
  const here = options({ models: [fickle("cached")] });
  await run(planned, here);
  const chat = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 3 });
  const both = await run(chat, { ...options({ mode: "replay", cassette: file }), cache: here.cache });
  const words = (await texts(both)).flat().map((text) => text.split(" ")[0]);
  assert.deepEqual(
    [words.filter((word) => word === "taped").length, words.filter((word) => word === "cached").length],
    [8, 16],
  );
});

test("replay refuses a folder whose replies are not those of the cassette or the cache, and leaves it as it is", async () => {
  const taped = await run(planned, options({ models: [fickle("taped")] }));
  const cassette = join(taped.dir, "taped.jsonl");
  await exportCassette(taped, cassette);
  const here = options({ models: [fickle("older")] });
  const { dir } = await run(planned, here);
  const before = readFileSync(join(dir, "trials.jsonl"), "utf8");
  await run(planned, { ...here, mode: "replay" });

  const { cache } = options();
  await assert.rejects(
    run(planned, { ...here, cache, cassette, mode: "replay" }),
    /made from other replies than this replay: the one to ".*" of trial \w+ is not the one that .* would give; give this run/,
  );
  await run(planned, { ...options({ models: [fickle("newer")] }), cache: here.cache, mode: "record" });
  await assert.rejects(run(planned, { ...here, mode: "replay" }), /not the one that the cache would give/);
  assert.equal(readFileSync(join(dir, "trials.jsonl"), "utf8"), before);

  const part = plan({ scenarios: [sampleScenario(1)], models: [id], epochs: 1 });
  const small = await run(part, options({ models: [fickle("small")] }));
  const other = join(taped.dir, "other.jsonl");
  await exportCassette(small, other);
  await assert.rejects(run(planned, { ...here, cache, cassette: other, mode: "replay" }), /made from other replies/);
  await run(planned, { ...here, cache, mode: "replay" });
  await run(planned, { ...options({ mode: "replay", cassette, cache }), dir: taped.dir });
});

test("a cassette that is absent or not one is an error that names it", async () => {
  const here = options({ models: [fickle()] });
  const done = await run(planned, here);
  await assert.rejects(run(planned, options({ cassette: "absent.jsonl" })), /cannot read the cassette absent\.jsonl/);
  const cassette = join(done.dir, "trials.jsonl");
  await assert.rejects(
    run(planned, options({ cassette })),
    /trials\.jsonl is not a cassette: write one with exportCassette/,
  );
});

test("trials that send the same are one call, live and replayed alike", async () => {
  const scenario = sampleScenario(0);
  for (const turn of scenario.wordings[0]?.turns ?? []) if (turn.kind === "say") turn.text = "The same for all.";
  const same = plan({ scenarios: [scenario], models: [id], epochs: 2 });
  for (const mode of ["auto", "record"] as const) {
    const model = sampleModel(
      async (_request, _context, index) => {
        await setImmediate();
        return sampleReply(`reply ${index}`);
      },
      { id, can: { choices: true, schema: false, score: false, seed: false } },
    );
    const here = options({ models: [model], mode });
    const live = await run(same, here);
    assert.equal(model.asked.length, 4, `${mode}: once for both tiers, for each input and epoch`);
    const replayed = await run(same, { ...options({ mode: "replay", models: [model] }), cache: here.cache });
    assert.deepEqual(await texts(replayed), await texts(live));
  }
});

test("a missing key stops what is not cached, and nothing else", async (t) => {
  const before = process.env["OPENAI_API_KEY"];
  delete process.env["OPENAI_API_KEY"];
  t.after(() => before !== undefined && (process.env["OPENAI_API_KEY"] = before));
  const keyed = plan({ scenarios: [sampleScenario(1)], models: ["openai/gpt-4o"] });
  await assert.rejects(run(keyed, options()), /set the environment variable OPENAI_API_KEY/);
  const { openai } = await import("../models/openai.ts");
  const known = openai("openai/gpt-4o", { env: { OPENAI_API_KEY: "sk-test" } });
  const here = options({ models: [{ ...known, generate: async () => sampleReply("I HOLD.") }] });
  await run(keyed, here);
  const cached = await run(keyed, { ...options(), cache: here.cache });
  assert.deepEqual([cached.summary.done, cached.summary.cached], [8, 8]);
});

test("PARALLAX_MODE is the mode of a run that names none", async (t) => {
  const here = options({ models: [fickle()] });
  await run(planned, here);
  process.env["PARALLAX_MODE"] = "replay";
  t.after(() => delete process.env["PARALLAX_MODE"]);
  const replayed = await run(planned, { ...options(), cache: here.cache });
  assert.equal(replayed.summary.cached, 48);
  process.env["PARALLAX_MODE"] = "live";
  await assert.rejects(run(planned, options()), /mode "live": expected auto, record, replay, off/);
});

test("hostile and enormous replies come back from journal, cache and cassette as they were", async () => {
  const hostile = ["</script>\u001b[31m", "\ud800 lone", "\u2028\u0000", "x".repeat(5_000_000)];
  const one = plan({ scenarios: [sampleScenario(0)], models: [id] });
  const model = sampleModel((_request, _context, index) => sampleReply(hostile[index] ?? ""), { id, identity });
  const here = options({ models: [model] });
  const live = await run(one, here);
  assert.deepEqual((await texts(live)).flat().sort(), [...hostile].sort());
  const file = join(here.dir, "hostile.jsonl");
  await exportCassette(live, file);
  for (const rest of [{ cache: here.cache }, { cassette: file }])
    assert.deepEqual(await texts(await run(one, { ...options({ mode: "replay" }), ...rest })), await texts(live));
});

test("a wording's canary stays beside every reply to it, in the journal and in a cassette, and is never sent", async () => {
  const scenario = sampleScenario(1);
  scenario.wordings[0]!.canary = "canary GUID tweet";
  const model = fickle();
  const here = options({ models: [model] });
  const marked = plan({ scenarios: [scenario], models: [id] });
  const done = await run(marked, here);
  const file = join(here.dir, "marked.jsonl");
  await exportCassette(done, file);
  const again = await run(marked, options({ mode: "replay", cassette: file }));
  for (const { dir } of [done, again]) {
    const lines = readFileSync(join(dir, "trials.jsonl"), "utf8").trim().split("\n");
    assert.equal(lines.length, 8);
    assert.equal(lines.filter((line) => JSON.parse(line).canary === "canary GUID tweet").length, 4);
  }
  assert.equal(readFileSync(file, "utf8").match(/"canary":"canary GUID tweet"/g)?.length, 4);
  assert.doesNotMatch(JSON.stringify(model.asked), /canary/);
});

test("models that are not open, or that the plan does not ask, are refused, and nothing is asked", async () => {
  const other = sampleModel(() => sampleReply("never"), { id: "openai-compatible/other", identity });
  for (const [models, message] of [
    [["openai/gpt-5.5"], /not "openai\/gpt-5\.5": which are asked the plan says, as in plan\(\{ models:/],
    ["openai/gpt-5.5", /^Error: models should be a list of open models, not a text$/],
    [[{ id }], /not an object with id/],
    [[other], /the plan asks none of openai-compatible\/other, but openai-compatible\/sample/],
  ] as const) {
    const here = options({ models: models as never });
    await assert.rejects(run(planned, here), message);
    assert.equal(existsSync(here.dir!), false);
  }
  assert.equal(other.asked.length, 0);
});
