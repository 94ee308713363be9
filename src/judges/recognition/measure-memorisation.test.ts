import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { hasModel } from "../../models/local/weights.ts";
import { openModel } from "../../models/open.ts";
import { sampleModel, sampleScenario } from "../../runner/sample.ts";
import { openMeasured } from "./measured.ts";
import { figuresOf, measureMemorisation } from "./measure-memorisation.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-memorisation-"));
after(() => rmSync(root, { recursive: true }));
const skip = hasModel("smollm2-135m") ? false : "no weights of smollm2-135m here";

test("bits per token over all tokens, and over the least likely fifth", () => {
  const likely = Array.from({ length: 8 }, () => Math.log(1 / 2));
  const [tokens, bits, minK] = figuresOf([...likely, Math.log(1 / 16), Math.log(1 / 64)]);
  assert.equal(tokens, 10);
  assert.ok(Math.abs(bits - 1.8) < 1e-12);
  assert.ok(Math.abs(minK - 5) < 1e-12);
});

test("each wording but edits is scored once, its own words without the template, and kept", async () => {
  const scored: string[] = [];
  const scorer = sampleModel(undefined, {
    can: { choices: true, schema: false, score: true },
    async score(text) {
      scored.push(text);
      return {
        tokens: ["a", "b"],
        logprobs: [Math.log(1 / 4), Math.log(text.startsWith("published") ? 1 / 4 : 1 / 16)],
      };
    },
  });
  const sample = sampleScenario(2);
  const scenario = { ...sample, wordings: sample.wordings.map((each) => ({ ...each, turns: each.turns.slice(1) })) };
  for (let i = 0; i < 2; i++) {
    const measured = await openMeasured({ shipped: null, file: join(root, "measured.jsonl") });
    const found = await measureMemorisation([scenario], scorer, { measured });
    assert.deepEqual(
      found.map(({ wording, tokens, bitsPerToken, minK }) => [wording, tokens, bitsPerToken, minK]),
      [
        ["published", 2, 2, 2],
        ["p1", 2, 3, 4],
        ["p2", 2, 3, 4],
      ],
    );
    await measured.close();
  }
  assert.equal(scored.length, 3);
  assert.doesNotMatch(scored.join(), /\{\{/);
});

test("a model without log-probabilities of a prompt is refused in words", async () => {
  const refused = measureMemorisation([sampleScenario(1)], sampleModel());
  await assert.rejects(refused, /sample gives no log-probabilities of a prompt: use a local\/ model/);
});

test("a real model foretells a text that many have read better than one nobody has", { skip }, async () => {
  const model = await openModel("local/smollm2-135m");
  const measured = await openMeasured({ shipped: null, file: join(root, "real.jsonl") });
  const sample = sampleScenario(1);
  const texts = [
    "When in the Course of human events, it becomes necessary for one people to dissolve the political bands which have connected them with another",
    "If during the run of nearby doings, a herd finds reason to loosen whatever woolly strings had fastened it onto the neighbouring herd",
  ];
  const wordings = sample.wordings.map((each, i) => ({
    ...each,
    turns: [{ kind: "say" as const, role: "user" as const, text: texts[i]!, when: null }],
  }));
  const [known, unknown] = await measureMemorisation([{ ...sample, wordings }], model, { measured });
  assert.ok(known!.bitsPerToken < unknown!.bitsPerToken - 1 && known!.minK < unknown!.minK);
  await measured.close();
  await model.close?.();
});
