import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { readJournal } from "./journal/read-journal.ts";
import { openRun } from "./open-run.ts";
import type { PlanSpec } from "./plan-spec.ts";
import { plan } from "./plan.ts";
import { run } from "./run.ts";
import { sampleModel, sampleScenario } from "./sample.ts";
import { sampleOptions } from "./sample-options.ts";
import type { Plan } from "./trial.ts";

const options = sampleOptions();
const subject = () => sampleModel();
const { id } = subject();
const other = "openai-compatible/other";
const first = { scenarios: [sampleScenario(2)], models: [id], epochs: 2, inputs: 1 };
const planned = (spec: Partial<PlanSpec> = {}) => plan({ ...first, ...spec });
const second = { ...sampleScenario(2), id: "second" };

const wider: Record<string, Partial<PlanSpec>> = {
  models: { models: [id, other] },
  epochs: { epochs: 5 },
  wordings: { scenarios: [sampleScenario(4)] },
  inputs: { inputs: 2 },
  scenarios: { scenarios: [sampleScenario(2), second] },
  "a way to elicit": { elicit: ["chat", "choice"] },
};
for (const [what, spec] of Object.entries(wider))
  test(`a run is added to: more ${what}, and only what is new is asked`, async () => {
    const here = options({ mode: "off" });
    const before = await run(planned(), { ...here, models: [subject()] });
    const old = await Array.fromAsync(readJournal(here.dir));
    const [model, more] = [subject(), { ...subject(), id: other }];
    const larger = planned(spec);
    const { summary } = await run(larger, { ...here, models: [model, more] });
    assert.equal(summary.done, larger.trials.length);
    const lines = await Array.fromAsync(readJournal(here.dir));
    assert.deepEqual(lines.slice(0, old.length), old, "what was there stands as it was");
    assert.equal(model.asked.length + more.asked.length, lines.length - old.length);
    const asked = larger.trials.filter((trial) => !before.plan.trials.some((each) => each.id === trial.id));
    assert.ok(asked.length < larger.trials.length && asked.length > 0);
    const manifest = JSON.parse(readFileSync(join(here.dir, "manifest.json"), "utf8")) as { grown: object[] };
    assert.partialDeepStrictEqual(manifest.grown, [{ from: before.plan.id, planned: before.plan.trials.length }]);
    const again = await openRun(here.dir);
    assert.deepEqual([again.plan.id, again.summary.done], [larger.id, larger.trials.length]);
  });

test("that enough was known before a run was added to says nothing of what was added", async () => {
  const here = options({ mode: "off" });
  const until = () => "enough";
  const some = await run(planned(), { ...here, models: [subject()], concurrency: 1, until });
  assert.equal((await openRun(here.dir)).summary.known, "enough");
  const aborted = { signal: AbortSignal.abort() };
  await run(planned({ epochs: 5 }), { ...here, models: [subject()], ...aborted });
  const { summary } = await openRun(here.dir);
  assert.deepEqual([summary.done, summary.known, summary.stopped], [some.summary.done, undefined, null]);
});

const changed = sampleScenario(2);
changed.wordings[1] = { ...changed.wordings[1]!, hash: "another", title: "Another" };
const narrower: [string, Plan, RegExp][] = [
  ["a model fewer", planned({ models: [other] }), /openai-compatible\/sample is left out/],
  ["fewer epochs", planned({ epochs: 1 }), /\d trials of sample\/published are left out/],
  ["another seed", planned({ seed: 2 }), /seed 1 is 2/],
  ["other parameters", planned({ params: { temperature: 0 } }), /temperature unset is 0/],
  ["a wording fewer", planned({ wordings: ["published", "p1"] }), /sample's wording p2 is left out/],
  ["a changed wording", planned({ scenarios: [changed] }), /sample's wording p1 is changed/],
  ["a level fewer", planned({ conditions: { tier: ["paid"] } }), /sample, chat tier=free is left out/],
  ["another scenario", planned({ scenarios: [second] }), /sample is left out/],
  [
    "other outcomes",
    planned({ scenarios: [{ ...sampleScenario(2), outcomes: sampleScenario(2).outcomes.slice(0, 1) }] }),
    /sample's outcomes is changed/,
  ],
];
test("a plan that would change or leave out something is refused, by its name, and changes nothing", async () => {
  const here = options({ mode: "off" });
  await run(planned(), { ...here, models: [subject()] });
  const text = readFileSync(join(here.dir, "manifest.json"), "utf8");
  for (const [what, smaller, message] of narrower) {
    const models = [subject(), { ...subject(), id: other }];
    await assert.rejects(run(smaller, { ...here, models }), { message }, what);
    await assert.rejects(run(smaller, { ...here, models }), /can be added to, not changed: give this run another dir/);
    assert.equal(models[0]!.asked.length + models[1]!.asked.length, 0, what);
  }
  assert.equal(readFileSync(join(here.dir, "manifest.json"), "utf8"), text);
});
