import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { sampleModel, sampleReply } from "../../runner/sample.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { openMeasured } from "../recognition/measured.ts";
import { checkWording } from "./check-wording.ts";
import { separates } from "./measure-entailment.ts";
import { foreignInvariants } from "./foreign-invariants.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-entailment-"));
after(() => rmSync(root, { recursive: true }));
const scenario = loadScenario("insider-trading", { verbatim: false });
const wording = scenario.wordings.find(({ id }) => id === "heavy-auction")!;

test("AUC is the share of pairs in order, ties half; none apart is a half", () => {
  assert.equal(separates([3, 4], [1, 2]).auc, 1);
  assert.equal(separates([1, 2], [1, 2]).auc, 0.5);
  assert.equal(separates([1, 3], [2]).auc, 0.5);
  assert.ok(separates([1, 3, 2], [2, 2.5, 1]).se > 0.2);
});

test("foreign invariants are of scenarios of another kind, as many as its own, the same each time", () => {
  const foreign = foreignInvariants(scenario);
  assert.equal(foreign.length, scenario.invariants.length);
  assert.deepEqual(foreignInvariants(scenario), foreign);
  const texts = scenario.invariants.map(({ text }) => text);
  assert.ok(foreign.every(({ text }) => !texts.includes(text)));
});

for (const [name, knows, expected] of [
  ["one that can tell", true, /AUC 1\.00 ± 0\.00, 9 invariants against 9 of other scenarios: least sure of "tip"/],
  ["one that says yes to all", false, /AUC 0\.50 ± .*: no better than chance, so it says nothing/],
] as const) {
  test(`entailment is a report with how far the model can tell, and asked once: ${name}`, async () => {
    const model = sampleModel(
      ({ messages }) => {
        const asked = messages[0]!.content.split("\nStatement: ")[1]!;
        const invariant = scenario.invariants.find(({ text }) => asked.startsWith(text));
        const Yes = !knows ? 1 : invariant === undefined ? -1 : invariant.id === "tip" ? 1 : 2;
        return sampleReply("", { choices: { Yes, No: 0 } });
      },
      { identity: { name } },
    );
    const measured = await openMeasured({ shipped: null, file: join(root, `${knows}.jsonl`) });
    for (let i = 0; i < 2; i++) {
      const { verdict, findings } = await checkWording(scenario, wording, { entail: model, measured });
      const found = findings.find(({ check }) => check === "entailment")!;
      assert.deepEqual([verdict, found.verdict], ["pass", "report"]);
      assert.match(found.detail, expected);
    }
    assert.equal(model.asked.length, 18);
    await measured.close();
  });
}

test("a wording that is held out is shown to no model elsewhere", async () => {
  const model = sampleModel(() => sampleReply("", { choices: { Yes: 0, No: 0 } }));
  const measured = await openMeasured({ shipped: null, file: join(root, "held.jsonl") });
  const { findings } = await checkWording(scenario, { ...wording, heldOut: true }, { entail: model, measured });
  await measured.close();
  assert.equal(model.asked.length, 0);
  assert.match(findings.find(({ check }) => check === "entailment")!.detail, /held out: only a local\/ model/);
});

test("without a judge the gate says that invariants were not measured", async () => {
  const { findings } = await checkWording(scenario, wording);
  assert.ok(findings.some(({ check, verdict }) => check === "invariants" && verdict === "unmeasured"));
});
