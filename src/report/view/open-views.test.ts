import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleScenario } from "../../runner/sample.ts";
import { openView } from "./open-view.ts";
import { openViews } from "./open-views.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-views-"));
after(() => rmSync(root, { recursive: true }));

test("several runs are a list, and each has a view of its own under its number", async () => {
  const model = sampleModel();
  const dirs = ["one", "two"].map((name) => join(root, name));
  for (const [i, dir] of dirs.entries()) {
    const planned = plan({ scenarios: [sampleScenario(1)], models: [model.id], epochs: i + 1 });
    await run(planned, { dir, mode: "off", models: [model], onProgress: () => {} });
  }
  const answer = await openViews(dirs);
  const get = async (path: string) =>
    answer({ method: "GET", url: new URL(path, "http://127.0.0.1"), json: () => Promise.resolve(null) });
  assert.match((await get("/"))!.body, /href="1\/".*href="2\/"/s);
  const sizes = await Promise.all(
    ["/1/index.json", "/2/index.json"].map(
      async (path) => (JSON.parse((await get(path))!.body) as { ids: unknown[] }).ids.length,
    ),
  );
  assert.deepEqual(sizes, [8, 16]);
  assert.equal(await get("/3/index.json"), null);
});

test("a page is there before its list is, and what goes wrong meanwhile is said to whoever asks for it", async () => {
  const model = sampleModel();
  const dir = join(root, "late");
  const planned = plan({ scenarios: [sampleScenario(1)], models: [model.id] });
  await run(planned, { dir, mode: "off", models: [model], onProgress: () => {} });
  const sheet = join(dir, "labels.csv");
  writeFileSync(sheet, "this is\nno sheet of labels\n");
  await assert.rejects(openView(dir, undefined, 60_000), /labels\.csv/);
  const answer = await openView(dir, undefined, 0);
  const get = async (path: string) =>
    (await answer({ method: "GET", url: new URL(path, "http://127.0.0.1"), json: () => Promise.resolve(null) }))!.body;
  assert.match(await get("/"), /reading the run/);
  await assert.rejects(get("/index.json"), /labels\.csv/);
  rmSync(sheet);
  assert.equal((JSON.parse(await get("/index.json")) as { ids: unknown[] }).ids.length, 8);
});
