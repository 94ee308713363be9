import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { loadScenario } from "../scenarios/load.ts";
import { study } from "../study/study.ts";
import { here } from "./fixture.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-init-"));
after(() => rmSync(root, { recursive: true }));

test("a new study's scenarios load, and its notebook names them", async (t) => {
  const dir = join(root, "mine");
  const { code, out } = await here(t, "init", dir, "--json");
  assert.equal(code, 0);
  assert.equal((JSON.parse(out) as { files: string[] }).files.length, 3);
  const [scenario, control] = ["sealed-offer", "sealed-offer-control"].map((id) => loadScenario(`${join(dir, id)}/`));
  assert.deepEqual([scenario!.control, control!.controlFor], ["sealed-offer-control", "sealed-offer"]);
  const sides = scenario!.wordings.map(({ arm }) => arm);
  assert.deepEqual(sides.toSorted(), ["paraphrase", "paraphrase", "paraphrase", "recognizable"]);
  assert.match(readFileSync(join(dir, "study.ipynb"), "utf8"), /\.\/sealed-offer/);
  const { gaps } = await study({
    scenarios: [`${join(dir, "sealed-offer")}/`],
    controls: true,
    models: ["simulated/recognizer"],
    dir: join(root, "run"),
    mode: "off",
    onProgress: () => {},
  });
  assert.deepEqual([...new Set(gaps.map((gap) => gap.scenario))], ["sealed-offer", "sealed-offer-control"]);
  assert.ok(gaps.every(({ gap }) => gap !== null));
});

test("a new study's wordings pass the gate", async (t) => {
  const dir = join(root, "gated");
  await here(t, "init", dir);
  const { code, out } = await here(t, "check", dir);
  assert.match(out, /8 of 8 pass/);
  assert.equal(code, 0, out);
});

test("a new study begins with a copy of a shipped scenario and its control, under names of its own", async (t) => {
  const dir = join(root, "copied");
  await here(t, "init", dir, "--from", "insider-trading");
  assert.deepEqual(readdirSync(dir).toSorted(), ["my-insider-trading", "my-insider-trading-control", "study.ipynb"]);
  const copy = loadScenario(`${join(dir, "my-insider-trading")}/`, { verbatim: false });
  assert.equal(copy.control, "my-insider-trading-control");
});

test("nothing that is there is touched", async (t) => {
  const dir = join(root, "full");
  mkdirSync(dir);
  writeFileSync(join(dir, "kept"), "mine");
  const { code, errors } = await here(t, "init", dir);
  assert.equal(code, 2);
  assert.match(errors, /is there already, with something in it: name a new folder/);
  assert.deepEqual(readdirSync(dir), ["kept"]);
});
