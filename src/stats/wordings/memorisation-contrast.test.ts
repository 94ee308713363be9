import assert from "node:assert/strict";
import test from "node:test";
import { sampleScenario } from "../../runner/sample.ts";
import { memorisationContrast } from "./memorisation-contrast.ts";

const scenario = { ...sampleScenario(3, "s"), control: "c" };
const control = { ...sampleScenario(3, "c"), controlFor: "s" };
const found = (id: string, bits: Record<string, number>) =>
  Object.entries(bits).map(([wording, bitsPerToken]) => ({
    scenario: id,
    wording,
    model: "local/m",
    tokens: 100,
    bitsPerToken,
    minK: 2 * bitsPerToken,
  }));
const inScenario = found("s", { published: 2, p1: 3, p2: 3.5, p3: 4 });
const other = found("c", { published: 3, p1: 3.1, p2: 3.3, p3: 3.5 });

test("the difference less the control's, with Welch's interval for one text more on each side", () => {
  const [one, more] = memorisationContrast([...inScenario, ...other], [scenario, control]);
  assert.equal(more, undefined);
  assert.deepEqual([one!.published, one!.difference, one!.k], ["published", 1.5, 3]);
  assert.ok(Math.abs(one!.net! - 1.2) < 1e-12);
  // Variances 1/4 and 1/25, each times 4/3, on 2 degrees of freedom each.
  const [v1, v2] = [1 / 3, (4 / 3) * 0.04];
  assert.ok(Math.abs((v1 + v2) ** 2 / ((v1 ** 2 + v2 ** 2) / 2) - 2.62396) < 1e-4);
  assert.ok(Math.abs((one!.ci![1] - one!.ci![0]) / 2 - 2.15) < 0.02);
  const [byMinK] = memorisationContrast([...inScenario, ...other], [scenario, control], { measure: "minK" });
  assert.ok(Math.abs(byMinK!.net! - 2 * one!.net!) < 1e-12);
});

test("without a control nothing is taken off; below two paraphrases there is no interval; nothing published, nothing", () => {
  const [alone] = memorisationContrast(inScenario, [scenario, control]);
  assert.deepEqual([alone!.control, alone!.net], [null, null]);
  assert.ok(alone!.ci![0] < 1.5 && alone!.ci![1] > 1.5);
  assert.equal(memorisationContrast(inScenario.slice(0, 2), [scenario])[0]!.ci, null);
  assert.deepEqual(memorisationContrast(inScenario.slice(1), [scenario]), []);
});
