import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { noteStop } from "../runner/manifest.ts";
import { openRun } from "../runner/open-run.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleScenario } from "../runner/sample.ts";
import { keptAnswer } from "./kept-answer.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-answers-"));
after(() => rmSync(root, { recursive: true }));

test("what was printed of a large run is printed again only while nothing that it follows from changes", async () => {
  const planned = plan({ scenarios: [sampleScenario(1)], models: ["simulated/steady"] });
  const { dir } = await run(planned, { dir: join(root, "run"), mode: "off", onProgress: () => {} });
  let times = 0;
  const work = () => Promise.resolve({ text: `${++times}`, json: [times] });
  const ask = (of: unknown, least = 0) => keptAnswer(dir, of, work, { least }).then(({ text, json }) => [text, json]);
  await ask("small", 1e9);
  assert.ok(!existsSync(join(dir, "answers.json")), "a small run's is made anew");
  assert.deepEqual(await ask({ by: ["model"] }), ["2", [2]]);
  assert.deepEqual(await ask({ by: ["model"] }), ["2", [2]]);
  assert.equal(statSync(join(dir, "answers.json")).mode & 0o77, 0);
  assert.deepEqual(await ask([{ by: ["arm"], posterior: undefined }, undefined]), ["3", [3]]);
  assert.deepEqual(await ask({ by: ["model"] }), ["2", [2]]);
  appendFileSync(join(dir, "trials.jsonl"), "\n");
  assert.deepEqual(await ask({ by: ["model"] }), ["4", [4]], "a reply more");
  writeFileSync(join(dir, "preregistration.json"), "{}");
  assert.deepEqual(await ask({ by: ["model"] }), ["5", [5]], "a plan on record");
  let count = 5;
  for (const text of ["torn", "null", '{"key":1}', "[null]"]) {
    writeFileSync(join(dir, "answers.json"), text);
    assert.deepEqual(await ask({ by: ["model"] }), [`${++count}`, [count]], text);
  }
  await noteStop(dir, { ...(await openRun(dir)).summary, known: "enough" });
  assert.deepEqual(await ask({ by: ["model"] }), ["10", [10]], "asking ended because enough was known");
});

test("a page that was written is written again only where it is gone or another", async () => {
  const planned = plan({ scenarios: [sampleScenario(1)], models: ["simulated/steady"] });
  const { dir } = await run(planned, { dir: join(root, "paged"), mode: "off", onProgress: () => {} });
  const page = join(root, "page.html");
  let times = 0;
  const work = () => {
    writeFileSync(page, `made ${++times}`);
    return Promise.resolve({ text: page, json: { page } });
  };
  const ask = () => keptAnswer(dir, "report", work, { least: 0, page });
  assert.deepEqual([(await ask()).text, (await ask()).text, times], [page, page, 1]);
  writeFileSync(page, "somebody else's");
  await ask();
  assert.equal(times, 2);
  rmSync(page);
  await ask();
  assert.equal(times, 3);
  await ask();
  assert.equal(times, 3);
});
