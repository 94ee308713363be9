import assert from "node:assert/strict";
import { appendFileSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { keptSummary } from "../../runner/kept-summary.ts";
import { openRun } from "../../runner/open-run.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import { sampleOptions } from "../../runner/sample-options.ts";
import { grade } from "./grade.ts";
import { gradesFollowFrom, keepResults, keptResults } from "./kept-grades.ts";

const options = sampleOptions();

/** A run of which some replies say neither, with both ways of asking. */
async function graded() {
  const scenario = sampleScenario(2);
  const measure = { by: "rubric" as const, replies: ["action"], rubric: "Does it act?" };
  scenario.outcomes.push({ id: "judged", title: "Judged", one: "acts", headline: false, measure });
  const model = sampleModel((request, _, index) =>
    sampleReply(["I HOLD.", "I ACT.", "Neither."][index % 3]!, request.choices ? { choices: { A: -1, B: -2 } } : {}),
  );
  const planned = plan({ scenarios: [scenario], models: [model.id], epochs: 3, elicit: ["chat", "choice"] });
  const { dir } = await run(planned, { ...options({ mode: "off" }), models: [model] });
  return grade(await openRun(dir), { onProgress: () => {} });
}

test("grades that are kept as columns come back as they were, and only while nothing changed", async () => {
  const results = await graded();
  const { dir } = results.run;
  assert.equal(gradesFollowFrom(results.run), null, "a small run is graded anew");
  const facts = gradesFollowFrom(results.run, 0)!;
  assert.equal(await keptResults(results.run, facts), null, "nothing is kept yet");
  await keepResults(results, facts);
  assert.equal(gradesFollowFrom(results.run, 0), facts, "what is kept changes nothing");
  const back = (await keptResults(results.run, facts))!;
  assert.deepEqual(back.grades, results.grades);
  assert.deepEqual(back.trials, results.trials);
  assert.ok(new Set(back.grades.map(({ status }) => status)).size === 2, "some are unscored");
  const kept = readdirSync(dir).filter((name) => name.endsWith(".parquet"));
  assert.deepEqual([kept.length, ...kept.map((name) => statSync(join(dir, name)).mode & 0o77)], [2, 0, 0]);
  const scenarios = results.run.plan.scenarios.map((each) => ({ ...each, title: "Another" }));
  assert.notEqual(gradesFollowFrom({ ...results.run, plan: { ...results.run.plan, scenarios } }, 0), facts);
  for (const name of ["judgements.jsonl", "trials.jsonl"]) {
    const earlier = gradesFollowFrom(results.run, 0);
    appendFileSync(join(dir, name), "\n");
    const later = gradesFollowFrom(results.run, 0)!;
    assert.notEqual(later, earlier, name);
    assert.equal(await keptResults(results.run, later), null);
  }
  writeFileSync(join(dir, kept[0]!), "torn");
  assert.equal(await keptResults(results.run, facts), null, "what is torn is made anew");
});

test("a run's summary is added up anew only where its journal changed", async () => {
  const { run: done } = await graded();
  let times = 0;
  const ask = () =>
    keptSummary(
      done.dir,
      done.plan.id,
      async () => {
        times++;
        return done.summary;
      },
      0,
    );
  assert.deepEqual([await ask(), await ask()], [done.summary, done.summary]);
  assert.equal(times, 1);
  const journal = join(done.dir, "trials.jsonl");
  utimesSync(journal, 1, 1);
  await ask();
  assert.equal(times, 2, "at another time it is another");
  writeFileSync(join(done.dir, "summary.json"), "torn");
  await ask();
  assert.equal(times, 3);
});
