import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { readJournal } from "../runner/journal/read-journal.ts";
import { sealedOf, tailOf } from "../runner/journal/files.ts";
import { writeJournal } from "../runner/journal/write-journal.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleScenario } from "../runner/sample.ts";
import { here } from "./fixture.ts";
import { trials } from "./commands/trials.ts";
import { parse } from "./frame/parse.ts";
import { withCommon } from "./frame/with-common.ts";
import { plainLines } from "./trials.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-trials-"));
after(() => rmSync(root, { recursive: true }));

test("a run's replies are plain lines again, whether they are sealed or not, and of one model if wanted", async (t) => {
  const models = ["simulated/steady", "simulated/recognizer"];
  const planned = plan({ scenarios: [sampleScenario(2)], models, epochs: 2 });
  const done = await run(planned, { dir: join(root, "run"), mode: "off", onProgress: () => {} });
  const { dir } = done;
  const text = async (models?: string[]) => (await Array.fromAsync(plainLines(done, models))).join("");
  const plain = readFileSync(tailOf(dir), "utf8");
  assert.equal(await text(), plain);
  const lines = await Array.fromAsync(readJournal(dir));
  rmSync(tailOf(dir));
  const journal = await writeJournal(dir, { tail: 8_000, frame: 2_000 });
  for (const line of lines) await journal.append(line);
  await journal.close();
  assert.ok(readFileSync(sealedOf(dir)).length > 0);
  assert.equal(await text(), plain);
  const one = (await text([models[1]!])).trim().split("\n");
  const ofOne = new Set(planned.trials.flatMap(({ id, model }) => (model === models[1] ? [id] : [])));
  assert.deepEqual(
    one.map((line) => JSON.parse(line) as unknown),
    lines.filter(({ trial }) => ofOne.has(trial)),
  );
  assert.ok(one.length < lines.length);
  assert.equal(parse(withCommon(trials), [dir, "--json"]).json, true, "which it is anyway");
  assert.match(
    (await here(t, "trials", dir, "--model", "nobody/x")).errors,
    /has no model nobody\/x: expected simulated/,
  );
});
