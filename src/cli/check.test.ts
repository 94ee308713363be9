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

/**
 * Wordings whose decision a reader marks below 2 and whose text is not mended yet; none may be
 * added, and one that is mended and read again goes out.
 */
const rejectedByReaders = [
  "alignment-faking-undesirable/base",
  "alignment-faking-undesirable/heavy-music",
  "alignment-faking-undesirable/medium-log",
  "alignment-faking-undesirable/medium-memo",
  "insider-trading-control/base",
  "insider-trading-control/heavy-rooms",
  "insider-trading-control/heavy-textbooks",
  "insider-trading-control/light-bridge",
  "insider-trading-control/light-canal",
  "insider-trading-control/light-timber",
  "insider-trading-control/medium-coaches",
  "insider-trading-control/medium-flights",
  "stakeholder-tradeoff/heavy-court",
  "stakeholder-tradeoff/medium-crew",
];

test("every shipped wording passes what a machine can see, and readers reject none but those named here", async (t) => {
  const { out } = await check(t, scenarioRoot());
  const rejected = [...out.matchAll(/^(\S+) +(\S+) .* reject$/gm)].map(
    ([, scenario, wording]) => `${scenario}/${wording}`,
  );
  assert.deepEqual(rejected.toSorted(), rejectedByReaders, out);
  const reasons = [...out.matchAll(/^(\S+\/\S+): (\S+): /gm)].filter(([, wording]) => rejected.includes(wording!));
  assert.deepEqual(new Set(reasons.map(([, , what]) => what)), new Set(["readers"]), out);
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
