import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleOptions } from "../runner/sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import type { RecordedField } from "../stats/notes/registered-note.ts";
import { methods } from "../stats/paper/methods.ts";
import { onRecord, preregister } from "./preregister.ts";
import { study } from "./study.ts";

const options = sampleOptions();
const scenario = sampleScenario(3);
const models = ["openai-compatible/sample"];
const planned = plan({ scenarios: [scenario], models, epochs: 2 });
const subject = () => sampleModel(({ messages }) => sampleReply(messages.length > 2 ? "Because." : "I HOLD."));
const meant = { outcome: "acts", margin: 0.1 };
const fileOf = (dir: string) => join(dir, "preregistration.json");

test("a plan goes on record before its first reply, with its hash, and the same again changes nothing", async () => {
  const { dir } = options();
  const registration = await preregister(planned, { ...meant, dir });
  const { plan: hash, trials, outcome, contrast, margin, method, level, until, repliesBefore } = registration;
  assert.deepEqual(
    { hash, trials, outcome, contrast, margin, method, level, until, repliesBefore },
    {
      hash: planned.id,
      trials: planned.trials.length,
      outcome: ["acts"],
      contrast: "gap",
      margin: 0.1,
      method: "REML",
      level: 0.95,
      until: null,
      repliesBefore: 0,
    },
  );
  const text = readFileSync(fileOf(dir), "utf8");
  assert.deepEqual(await preregister(planned, { ...meant, dir }), registration);
  assert.equal(readFileSync(fileOf(dir), "utf8"), text);
});

test("what is on record stays: said otherwise, or of a changed plan, it is refused", async () => {
  const { dir } = options();
  await preregister(planned, { ...meant, dir });
  await assert.rejects(
    preregister(planned, { ...meant, margin: 0.2, dir }),
    /says otherwise \(margin 0\.1, now 0\.2\)/,
  );
  const changed = plan({ scenarios: [scenario], models, epochs: 3 });
  await assert.rejects(preregister(changed, { ...meant, dir }), /says otherwise \(plan .*trials 32, now 48/);
  const ran = await run(planned, { ...options({ models: [subject()] }), dir: `${dir}-run` });
  await assert.rejects(preregister(changed, { ...meant, dir: ran.dir }), /holds the run of another plan/);
});

test("after the first reply it is refused, or is late by how many", async () => {
  const { dir } = await run(planned, options({ models: [subject()] }));
  await assert.rejects(preregister(planned, { ...meant, dir }), /has 32 replies already: .*late: true/);
  assert.equal((await preregister(planned, { ...meant, dir, late: true })).repliesBefore, 32);
});

/** The fields of the gap of an outcome that were kept, and those that were not. */
async function fieldsOf(dir: string, more: object = {}, outcome = "acts") {
  const here = options({ mode: "off" });
  const studied = await study({ scenarios: [scenario], models: [subject()], epochs: 2, ...here, dir, ...more });
  const { fields } = studied.gaps.find((each) => each.outcome === outcome)!.registered!;
  const names = (kept: boolean): RecordedField[] =>
    fields.filter((each) => each.kept === kept).map(({ field }) => field);
  return { kept: names(true), departed: names(false), studied };
}

test("a study says of each gap what was kept; the table and the methods say it, too", async () => {
  const { dir } = options();
  await preregister(planned, { ...meant, dir });
  const { kept, departed, studied } = await fieldsOf(dir);
  assert.deepEqual([kept, departed], [["time", "plan", "trials", "outcome", "contrast", "method", "level"], []]);
  assert.match(
    gapTable(studied.gaps),
    /note: plan on record of .*kept: time, plan, trials,.*nothing departed from it.*10 points/,
  );
  assert.match(methods(studied.gaps), /Plan on record of .*nothing departed from it/);
  assert.match(methods(studied.gaps, { margin: 0.05 }), /The margin used, 5 points, is not the one on record\./);
});

for (const [what, registered, more, expected] of [
  ["another method", { method: "DL" }, {}, ["method"]],
  ["another level", {}, { level: 0.9 }, ["level"]],
  ["another contrast", { contrast: { column: "condition", plus: ["free"], minus: ["paid"] } }, {}, ["contrast"]],
  ["another outcome", { outcome: ["acts-choice"] }, {}, ["outcome"]],
  [
    "fewer trials",
    {},
    {
      until: (() => {
        let n = 0;
        return () => ++n > 20;
      })(),
      concurrency: 1,
    },
    ["trials"],
  ],
  ["fewer, as was on record", { until: { gap: 0.2 } }, { until: () => true, concurrency: 1 }, []],
] as const)
  test(`a departure is told by its field: ${what}`, async () => {
    const { dir } = options();
    await preregister(planned, { ...meant, ...(registered as object), dir });
    assert.deepEqual((await fieldsOf(dir, more)).departed, expected);
  });

test("a record that was changed since, or came late, is a departure; without one nothing is said", async () => {
  const { dir } = options();
  await preregister(planned, { ...meant, dir });
  const text = readFileSync(fileOf(dir), "utf8");
  writeFileSync(fileOf(dir), text.replace('"margin": 0.1', '"margin": 0.3'));
  assert.deepEqual((await fieldsOf(dir)).departed, ["record"]);
  const ran = await run(planned, options({ models: [subject()] }));
  assert.equal(onRecord(ran), null);
  await preregister(planned, { ...meant, dir: ran.dir, late: true });
  assert.deepEqual((await fieldsOf(ran.dir)).departed, ["time"]);
});

for (const [what, set, says] of [
  ["no outcome", { outcome: [] }, /no outcome: expected some of acts, acts-choice/],
  ["an outcome there is not", { outcome: "act" }, /no outcome "act" in this plan: expected some of acts/],
  ["a margin in points", { margin: 10 }, /margin 10: expected a proportion/],
  ["a method there is not", { method: "ML" }, /method "ML": expected REML, DL, PM/],
  ["a width of nothing there is", { until: { gpa: 0.1 } }, /until has no option "gpa": expected gap, rate/],
  ["a contrast in other words", { contrast: "beyond-the-control" }, /contrast "beyond-the-control": expected "gap"/],
  [
    "a contrast of one text",
    { contrast: { column: "tier", plus: "paid", minus: "free" } },
    /expected .*plus: \[level\]/,
  ],
] as const)
  test(`refused: ${what}`, () => assert.rejects(preregister(planned, { ...meant, ...(set as object) }), says));

test("a record that broke off says what it is and what to do", async () => {
  const { dir } = options();
  await preregister(planned, { ...meant, dir });
  writeFileSync(fileOf(dir), readFileSync(fileOf(dir), "utf8").slice(0, 40));
  await assert.rejects(preregister(planned, { ...meant, dir }), /preregistration\.json is no plan on record: move it/);
});
