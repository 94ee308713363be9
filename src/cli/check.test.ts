import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { after, type TestContext } from "node:test";
import { edited, writeScenario } from "../scenarios/fixture.ts";
import { scenarioRoot } from "../scenarios/folder.ts";
import { here } from "./fixture.ts";

const out = mkdtempSync(join(tmpdir(), "parallax-check-"));
after(() => rmSync(out, { recursive: true }));

const check = (t: TestContext, ...args: string[]) => here(t, "check", ...args, "--dir", out);

test("every shipped wording passes, by what a machine can see and by what readers marked", async (t) => {
  const { code, out } = await check(t, scenarioRoot());
  assert.deepEqual([...out.matchAll(/^.* reject$/gm)], [], out);
  assert.equal(code, 0);
});

test("one that does not is named with the reason, kept, and the exit code says so", async (t) => {
  const folder = writeScenario(
    t,
    edited("wordings/plain.md", "Pears hang over. {{ input.weather }}", "{{ input.weather }}"),
  );
  for (const at of [folder, dirname(folder)]) {
    const { code, out: said, errors } = await check(t, at);
    assert.equal(code, 1);
    assert.match(said, /^pears +plain +light .* reject$/m);
    assert.match(said, /^pears\/plain: conditions: says the same with hunger "high" and "low"$/m);
    assert.match(said, /^ {4}in wordings\/plain\.md: let each level say what it means/m);
    assert.match(errors, /rejections\.jsonl$/);
  }
  const kept = readFileSync(join(out, "rejections.jsonl"), "utf8").trim().split("\n");
  assert.equal(kept.filter((line) => JSON.parse(line).wording === "plain").length, 2);
});

test("what is no scenario is said", async (t) => {
  const nowhere = await check(t, "./nowhere/");
  assert.deepEqual(
    [nowhere.code, nowhere.errors],
    [2, "parallax check: no folder ./nowhere/: name a scenario, or a folder of scenarios"],
  );
  const empty = await check(t, out);
  assert.match(empty.errors, /no scenario in .*: expected a folder of folders with scenario\.yaml in them/);
});
