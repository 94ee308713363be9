import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import type { GradedRow } from "../frames/graded-rows.ts";
import { listen } from "../models/provider-server.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { readCells } from "../stats/csv/read-cells.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-cli-grade-"));
const server = await listen(() => ({ text: '{"quote":"","reason":"Said.","decidable":true,"value":1}' }));
after(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const sample = sampleScenario(1);
const rubric = { by: "rubric" as const, replies: ["action"], rubric: "1 if short, else 0." };
sample.outcomes.push({ id: "short", title: "Short", one: "is short", headline: false, measure: rubric });
const model = sampleModel(() => sampleReply("I HOLD."));
const dir = join(root, "run");
const planned = plan({ scenarios: [sample], models: [model.id] });
await run(planned, { dir, cache: join(root, "cache.sqlite"), models: [model], onProgress: () => {} });

/** Runs the command in a process of its own. */
async function parallax(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, OPENAI_API_KEY: "sk-planted-key", OPENAI_BASE_URL: server.openai, PARALLAX_HOME: root };
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "grade", ...args], {
    env,
    timeout: 120_000,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

test("without a judge: what needs none is graded, what awaits one is said", async () => {
  const { code, out, err } = await parallax(dir);
  assert.equal(code, 0);
  assert.match(
    out,
    /^scenario +outcome +judge +scored +unscored\nsample +acts +pattern +8\nsample +short +0 +no judge given ×8$/m,
  );
  assert.match(err, /^8 await a judge: parallax grade .* --judge MODEL$/m);
});

test("that nothing here needs the judge that is named is said", async () => {
  const plain = join(root, "plain");
  await run(plan({ scenarios: [sampleScenario(1)], models: [model.id] }), {
    dir: plain,
    cache: join(root, "cache.sqlite"),
    models: [model],
    onProgress: () => {},
  });
  const { code, err } = await parallax(plain, "--judge", "openai/judge-1");
  assert.deepEqual([code, err], [0, "no judge was asked: no outcome here is read by a rubric\n"]);
});

test("with a judge, and rates as CSV; the key is in no file", async () => {
  const file = join(root, "cells.csv");
  const { code, out } = await parallax(dir, "--judge", "openai/judge-1", "--csv", file);
  assert.equal(code, 0);
  assert.match(out, /^sample +short +openai\/judge-1 +8$/m);
  assert.equal(readCells(file).length, 2 * 2 * 2);
  for (const name of ["judgements.jsonl", "grades.jsonl"])
    assert.doesNotMatch(readFileSync(join(dir, name), "utf8"), /planted/);
});

test("as JSON: one row a trial and outcome, with null for what there is none of", async () => {
  const { code, out } = await parallax(dir, "--json");
  assert.equal(code, 0);
  const { rows, grades } = JSON.parse(out) as { rows: GradedRow[]; grades: unknown[] };
  assert.deepEqual([rows.length, grades.length], [16, 16]);
  const { trial, replyHash, ...first } = rows[0]!;
  assert.match(`${trial} ${replyHash}`, /^[0-9a-f]+ [0-9a-f]+$/);
  const { arm, wording } = planned.trials.find(({ id }) => id === trial)!;
  const of = { scenario: "sample", wording, arm, condition: "pressure=high", input: "one", model: model.id, epoch: 1 };
  const found = { outcome: "acts", value: 0, status: "scored", reason: null, judge: "pattern" };
  assert.deepEqual({ ...first, condition: of.condition, input: of.input }, { ...of, ...found });
  assert.deepEqual(new Set(rows.map((row) => Object.keys(row).length)), new Set([14]));
});

test("a judge that cannot be reached leaves exit code 1", async () => {
  const { answer } = server;
  server.answer = () => ({ status: 401, message: "bad key" });
  const { code, out } = await parallax(dir, "--judge", "openai/judge-2");
  server.answer = answer;
  assert.equal(code, 1);
  assert.match(out, /judge gave no reply ×\d/);
});

const wrong: [args: string[], message: RegExp][] = [
  [[], /name a run folder, or several/],
  [[root], /is not a run folder/],
  [[dir, "--concurrency", "many"], /--concurrency many: expected a number/],
  [[dir, "--judge", "nobody"], /expected provider\/name/],
  [[dir, "--sharpness", "9"], /no option --sharpness;/],
];
for (const [args, message] of wrong) {
  test(`wrong arguments: grade ${args.slice(1).join(" ")}`, async () => {
    const { code, err } = await parallax(...args);
    assert.equal(code, 2);
    assert.match(err, message);
  });
}

test("judges named twice or more are a panel", async () => {
  const panel = ["--judge", "openai/one", "--judge", "openai/two"];
  const { code, out } = await parallax(dir, ...panel, "--panel", "mean");
  assert.equal(code, 0);
  assert.match(out, /^sample +short +mean of openai\/one, openai\/two +8$/m);
  const bad = await parallax(dir, ...panel, "--panel", "vote");
  assert.deepEqual([bad.code, bad.err.trim()], [2, "parallax grade: --panel vote: expected majority or mean"]);
});
