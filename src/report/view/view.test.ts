import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { sampleRun } from "./fixture.ts";
import type { IndexTable } from "./index-table.ts";
import { view } from "./view.ts";
import type { ViewTrial } from "./view-trial.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-view-"));
const planned = await sampleRun(dir, { epochs: 1, wordings: 2 });
const server = await view(dir, { port: 0 });
after(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true });
});
const get = async (path: string) => (await fetch(`${server.url}${path}`)).json();

/** A request as a browser would not let a page make it: with any host, method and origin. */
function ask(path: string, headers: Record<string, string>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    request(new URL(path, server.url), { method, headers }, (answer) => resolve(answer.resume().statusCode!))
      .on("error", reject)
      .end();
  });
}

test("the list has every trial once, the published side first, with its scores and who disagrees", async () => {
  const { ids, columns, outcomes } = (await get("index.json")) as IndexTable;
  assert.deepEqual(ids.toSorted(), planned.plan.trials.map(({ id }) => id).toSorted());
  const arms = columns.arm.codes.map((code) => columns.arm.values[code]);
  assert.deepEqual(arms.slice(0, 6), ["recognizable", "recognizable", ...Array<string>(4).fill("paraphrase")]);
  assert.deepEqual(
    outcomes.map(({ id }) => id),
    ["acts"],
  );
  const wordings = columns.wording.codes.map((code) => columns.wording.values[code]);
  assert.deepEqual(
    outcomes[0]!.disputed.map((place) => wordings[place]),
    Array<string>(4).fill("p1"),
  );
});

test("a trial has its conversation, every opinion, and no character that could do harm", async () => {
  const { ids } = (await get("index.json")) as IndexTable;
  const trials = (await Promise.all(ids.map((id) => get(`trial.json?id=${id}`)))) as ViewTrial[];
  assert.ok(trials.every(({ passages }) => passages.some(({ kind }) => kind === "reasoning")));
  const disputed = trials.find(({ title }) => title.endsWith("p1"))!;
  assert.deepEqual(
    disputed.judged.map(({ by, kind }) => [by, kind]),
    [
      ["pattern", "judge"],
      ["judge/other", "other"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(trials), /\\u001b|\u202e|\\ud800/);
  assert.equal((await fetch(`${server.url}trial.json?id=nothing`)).status, 404);
});

test("looking writes nothing", () => {
  assert.equal(readFileSync(join(dir, "grades.jsonl"), "utf8").match(/"judge":"pattern"/g), null);
});

test("it answers under its own name alone, and nothing outside the page's own files", async () => {
  assert.equal(await ask("/index.json", { host: "evil.example" }), 403);
  assert.equal(await ask("/", { origin: "http://evil.example" }, "POST"), 403);
  for (const path of ["/report/client-file.ts", "/report/view/client/../open-view.ts", "/package.json", "/__proto__"])
    assert.equal(await ask(path, {}), 404, path);
  const page = await fetch(server.url);
  assert.match(page.headers.get("content-security-policy")!, /default-src 'none'; script-src 'self'/);
  const script = await fetch(`${server.url}report/view/client/main.ts`);
  assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
  assert.doesNotMatch(await script.text(), /as IndexTable|import type/);
});

test("a folder that is no run, and a port that is taken, are errors that say so", async () => {
  await assert.rejects(view(tmpdir(), { port: 0 }), /is not a run folder/);
  await assert.rejects(view(dir, { port: Number(new URL(server.url).port) }), /EADDRINUSE/);
});

test("what a judge quoted for invariants is found in the run's own folder, also when it comes later", async () => {
  const [trial] = planned.plan.trials;
  const path = `trial.json?id=${trial!.id}`;
  const quoted = async () => {
    await get("index.json");
    return ((await get(path)) as ViewTrial).passages.flatMap(({ marks }) =>
      marks.flatMap((each) => each.invariants ?? []),
    );
  };
  assert.deepEqual(await quoted(), []);
  const scenario = planned.plan.scenarios[0]!;
  const wordings = scenario.wordings.map(({ id, hash }) => ({ scenario: scenario.id, wording: id, hash }));
  const evidence = "“It is {{ tier }}.” As said.";
  const [invariant] = scenario.invariants;
  const checks = wordings.map((each) => ({ ...each, findings: [{ check: `invariant ${invariant!.id}`, evidence }] }));
  writeFileSync(join(dir, "invariants.json"), JSON.stringify(checks));
  assert.deepEqual(await quoted(), []);
  writeFileSync(join(dir, "invariants.json"), "[{");
  assert.equal((await fetch(`${server.url}index.json`)).status, 500);
  const found = checks.map((each) => ({ ...each, findings: [{ ...each.findings[0], evidence: "“You decide.”" }] }));
  writeFileSync(join(dir, "invariants.json"), JSON.stringify([...found, { findings: [] }]));
  assert.deepEqual(await quoted(), [1]);
  rmSync(join(dir, "invariants.json"));
});
