import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { writeScenario } from "../../scenarios/fixture.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { gateFacts, recordChecks } from "./gate-record.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-gate-record-"));
after(() => rmSync(root, { recursive: true }));

test("a shipped text has passed; one's own was never seen until it was checked, and its latest verdict counts", (t) => {
  const file = join(root, "deep", "gate.jsonl");
  const shipped = loadScenario("insider-trading", { verbatim: false });
  const scenario = loadScenario(writeScenario(t));
  const plain = scenario.wordings.find(({ id }) => id === "plain")!;
  const facts = () => gateFacts([shipped, scenario], file).map(({ rejected, unseen }) => ({ rejected, unseen }));
  const passed = { rejected: [], unseen: [] };
  assert.deepEqual(facts(), [passed, { rejected: [], unseen: ["plain"] }]);
  const check = (verdict: "pass" | "reject", hash = plain.hash) =>
    recordChecks([{ scenario: "pears", wording: "plain", hash, verdict }], file);
  check("reject");
  assert.deepEqual(facts(), [passed, { rejected: ["plain"], unseen: [] }]);
  check("pass");
  assert.deepEqual(facts(), [passed, passed]);
  check("reject", "another text's");
  assert.deepEqual(facts(), [passed, passed]);
});

test("how much longer a fetched text is than its paraphrases is told where it was asked", (t) => {
  const scenario = loadScenario(writeScenario(t));
  assert.equal(gateFacts([scenario], join(root, "none"))[0]!.timesAsLong, null);
  const [orla, plain] = scenario.wordings;
  const turns = [...plain!.turns, ...plain!.turns, ...plain!.turns];
  const verbatim = { ...orla!, id: "verbatim", arm: "verbatim" as const, turns };
  const [facts] = gateFacts([{ ...scenario, wordings: [verbatim, plain!] }], join(root, "none"));
  assert.equal(facts!.timesAsLong, 3);
});
