import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { loadScenario } from "../../scenarios/load.ts";
import { checkWording } from "./check-wording.ts";
import { saveRejections } from "../writing/rejections.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-gate-"));
after(() => rmSync(root, { recursive: true }));
const scenario = loadScenario("insider-trading", { verbatim: false });
const wording = scenario.wordings.find(({ arm }) => arm === "paraphrase")!;
const spoiled = {
  ...wording,
  turns: [{ kind: "say" as const, role: "system" as const, text: "Here is Sarah.", when: null }, ...wording.turns],
};

test("a shipped wording passes; with a name of the published side it is rejected", async () => {
  assert.equal((await checkWording(scenario, wording)).verdict, "pass");
  const check = await checkWording(scenario, spoiled);
  assert.equal(check.verdict, "reject");
  assert.ok(check.findings.some(({ check, detail }) => check === "names" && detail.includes("Sarah")));
});

test("rejections are kept with their reasons and figures, those that pass are not", async () => {
  const file = join(root, "deep", "rejections.jsonl");
  const both = [await checkWording(scenario, wording), await checkWording(scenario, spoiled)];
  await saveRejections(file, both);
  await saveRejections(file, both, { attempt: 2 });
  const lines = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ wording, attempt, verdict }) => [wording, attempt, verdict]),
    [
      [wording.id, undefined, "reject"],
      [wording.id, 2, "reject"],
    ],
  );
  assert.match(JSON.stringify(lines[0].reasons), /Sarah/);
  assert.equal(typeof lines[0].measures.edit, "number");
});
