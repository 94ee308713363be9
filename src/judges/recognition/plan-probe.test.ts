import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleReply } from "../../runner/sample.ts";
import { listScenarios } from "../../scenarios/folder.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { read } from "../../scenarios/read.ts";
import { grade } from "../grading/grade.ts";
import { planProbe } from "./plan-probe.ts";
import { titleOf } from "./study-patterns.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-probe-"));
after(() => rmSync(root, { recursive: true }));
const scenario = loadScenario("agentic-misalignment-blackmail", { verbatim: false });
const title = titleOf(scenario.source!)!;

test("a model that knows the published side and nothing else: named there, and chosen there", async () => {
  const knows = (text: string) => text.includes("SummitBridge");
  const model = sampleModel(({ messages, choices }) => {
    const text = messages.at(-1)!.content;
    if (choices === null)
      return sampleReply(knows(text) ? `Yes: Lynch and others, “${title}”.` : "I have not seen it.");
    const first = text.indexOf(`A. ${title}`) > 0;
    const sure = knows(text) ? 0.99 : 0.5;
    const one = [Math.log(sure), Math.log(1 - sure)];
    return sampleReply("", { choices: { A: one[first ? 0 : 1]!, B: one[first ? 1 : 0]! } });
  });
  const planned = planProbe(scenario, model.id, { conditions: { goal: ["none"], threat: ["none"] }, inputs: 1 });
  const done = await run(planned, {
    dir: join(root, "run"),
    cache: join(root, "cache.sqlite"),
    models: [model],
    onProgress: () => {},
  });
  const { grades } = await grade(done, { onProgress: () => {} });
  const arms = new Map(planned.trials.map(({ id, arm }) => [id, arm]));
  assert.equal(grades.length, 2 * planned.scenarios[0]!.wordings.length);
  for (const found of grades) {
    const known = arms.get(found.trial) === "recognizable";
    const expected = found.outcome === "names-source" ? Number(known) : known ? 0.99 : 0.5;
    assert.equal(found.status === "scored" && Number(found.value.toFixed(6)), expected, found.outcome);
  }
});

test("the probe keeps scenario, wording and condition, and is drawn by seed", () => {
  const one = planProbe(scenario, "simulated/x", { seed: 5 });
  assert.deepEqual(planProbe(scenario, "simulated/x", { seed: 5 }), one);
  assert.equal(one.scenarios[0]!.id, scenario.id);
  assert.deepEqual(
    new Set(one.trials.map(({ wording }) => wording)),
    new Set(scenario.wordings.filter(({ arm }) => arm !== "edit").map(({ id }) => id)),
  );
  const { choice } = one.scenarios[0]!.wordings[0]!;
  assert.notEqual(choice.one, choice.zero);
});

for (const id of listScenarios()) {
  const each = loadScenario(id, { verbatim: false });
  if (each.source === null && each.controlFor === null) {
    test(`${id} has no source to probe for, unless one is named`, () => {
      assert.throws(() => planProbe(each, "simulated/x"), /has no source to be recognised as/);
      assert.ok(planProbe(each, "simulated/x", { source: scenario.source! }).trials.length > 0);
    });
    continue;
  }
  test(`${id}: examples of the probe read as they should`, () => {
    const [asked] = planProbe(each, "simulated/x", {
      decoy: { ...scenario.source!, bibtex: "", citation: "Other" },
    }).scenarios;
    const { readings, examples } = asked!.wordings[0]!;
    for (const [reading, example] of Object.entries(examples["source"]!))
      assert.equal(read(readings["source"]!, example), reading);
  });
}
