import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { keptSummary } from "../../runner/kept-summary.ts";
import { openRun } from "../../runner/open-run.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import { sampleOptions } from "../../runner/sample-options.ts";
import { readJournal } from "../../runner/journal/read-journal.ts";
import { tailOf } from "../../runner/journal/files.ts";
import { positionOf } from "../../runner/journal/position.ts";
import { writeJournal } from "../../runner/journal/write-journal.ts";
import { alikeGrades } from "./alike-grades.ts";
import type { GradeOptions } from "./grade-options.ts";
import { gradeRun } from "./grade-run.ts";
import { gradedOf } from "./graded-of.ts";
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
  await keepResults(results.run, gradedOf(results)!, { ...facts, position: await positionOf(dir), saved: true });
  assert.deepEqual(gradesFollowFrom(results.run, 0), facts, "what is kept changes nothing");
  const { graded: kept, news } = (await keptResults(results.run, facts))!;
  const back = { grades: kept.grades(), trials: kept.trials() };
  assert.deepEqual(news, []);
  assert.deepEqual(back.grades, results.grades);
  assert.deepEqual(back.trials, results.trials);
  assert.ok(new Set(back.grades.map(({ status }) => status)).size === 2, "some are unscored");
  const files = readdirSync(dir).filter((name) => name.endsWith(".parquet"));
  assert.deepEqual([files.length, ...files.map((name) => statSync(join(dir, name)).mode & 0o77)], [2, 0, 0]);
  const scenarios = results.run.plan.scenarios.map((each) => ({ ...each, title: "Another" }));
  assert.notEqual(gradesFollowFrom({ ...results.run, plan: { ...results.run.plan, scenarios } }, 0)!.rest, facts.rest);
  appendFileSync(join(dir, "judgements.jsonl"), "\n");
  const later = gradesFollowFrom(results.run, 0)!;
  assert.notEqual(later.rest, facts.rest);
  assert.equal(await keptResults(results.run, later), null);
  writeFileSync(join(dir, files[0]!), "torn");
  assert.equal(await keptResults(results.run, facts), null, "what is torn is made anew");
});

test("options that say nothing leave grades as they are kept", async () => {
  const results = await graded();
  const { run: done } = results;
  const columns = gradedOf(results)!;
  columns.gradeColumns.hash.set(0, "as it was kept");
  const facts = gradesFollowFrom(done, 0)!;
  await keepResults(done, columns, { ...facts, position: await positionOf(done.dir), saved: true });
  const first = async (options: GradeOptions) =>
    (await gradeRun(done, { onProgress: () => {}, ...options }, 0)).grades[0]!;
  for (const nothing of [{}, { params: {}, batch: false }, { judge: undefined, criteria: [] }] as GradeOptions[])
    assert.equal((await first(nothing)).hash, "as it was kept");
  assert.notEqual((await first({ params: { temperature: 0 } })).hash, "as it was kept");
});

test("what grades say is counted of columns as of each of them", async () => {
  const results = await graded();
  const alike = alikeGrades(results);
  assert.deepEqual(alike, alikeGrades({ ...results, grades: [...results.grades] }));
  assert.equal(
    alike.reduce((sum, { count }) => sum + count, 0),
    results.grades.length,
  );
  const kinds = alike.map(({ outcome, scored, unjudged }) => [outcome, scored ?? unjudged ?? "unreadable"].join(" "));
  assert.deepEqual(kinds.toSorted(), [
    "acts 1",
    "acts other",
    "acts unreadable",
    "acts-choice other",
    "judged no judge given",
  ]);
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

test("what is kept is brought up to date by what was replied since, sealed meanwhile or not", async () => {
  for (const sealed of [false, true]) {
    const scenario = sampleScenario(2);
    const model = () => sampleModel((_, __, index) => sampleReply(["I HOLD.", "I ACT.", "Neither."][index % 3]!));
    const planned = plan({ scenarios: [scenario], models: [model().id], epochs: 5 });
    const here = options({ mode: "off" });
    let ended = 0;
    const until = () => ++ended >= 20 && "some";
    const some = await run(planned, { ...here, models: [model()], concurrency: 3, until });
    assert.ok(some.summary.done < planned.trials.length);
    const before = await gradeRun(await openRun(some.dir), { onProgress: () => {} }, 0);
    const count = before.trials.filter(({ status }) => status === "done").length;
    const all = await run(planned, { ...here, models: [model()] });
    if (sealed) {
      const lines = await Array.fromAsync(readJournal(all.dir));
      rmSync(tailOf(all.dir));
      const journal = await writeJournal(all.dir, { tail: 1, frame: 1000 });
      await Promise.all(lines.map((line) => journal.append(line)));
      await journal.close();
    }
    const facts = gradesFollowFrom(all, 0)!;
    const { news } = (await keptResults(all, facts)) ?? { news: null };
    assert.equal(news?.length, planned.trials.length - count);
    // As a worker's of a queue whose trial another one brought to its end.
    const late = { kind: "failure", trial: before.trials.find(({ status }) => status === "done")!.trial.id };
    appendFileSync(tailOf(all.dir), `${JSON.stringify({ ...late, turn: "action", error: "late", attempts: [] })}\n`);
    const after = await gradeRun(await openRun(some.dir), { onProgress: () => {} }, 0);
    const fresh = await grade(await openRun(some.dir), { onProgress: () => {}, save: false });
    assert.deepEqual(after.grades, fresh.grades);
    assert.deepEqual(after.trials, fresh.trials);
    assert.equal((await keptResults(all, gradesFollowFrom(all, 0)!))!.news.length, 0);
    const lines = readFileSync(join(all.dir, "grades.jsonl"), "utf8").trim().split("\n");
    assert.equal(new Set(lines).size, lines.length, "no grade is written twice");
    assert.equal(lines.length, fresh.grades.length);
    rmSync(join(all.dir, "grades.jsonl"));
    await gradeRun(await openRun(some.dir), { onProgress: () => {} }, 0);
    const anew = readFileSync(join(all.dir, "grades.jsonl"), "utf8").trim().split("\n");
    assert.deepEqual(anew.toSorted(), lines.toSorted(), "what was deleted is written anew");
  }
});
