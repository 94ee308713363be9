import assert from "node:assert/strict";
import test from "node:test";
import { grade } from "../judges/grading/grade.ts";
import { gradedOf } from "../judges/grading/graded-of.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { sampleOptions } from "../runner/sample-options.ts";
import { loadScenario } from "../scenarios/load.ts";
import { resultFrame } from "./result-frame.ts";
import { rows } from "./rows.ts";

const options = sampleOptions();

/** What some did, said neither of, and failed, with both ways of asking. */
async function mixed() {
  const scenario = sampleScenario(2);
  const model = sampleModel((request, _, index) => {
    if (index % 7 === 3) throw new Error("it is away");
    return sampleReply(
      ["I HOLD.", "I ACT.", "Neither."][index % 3]!,
      request.choices ? { choices: { A: -1, B: -2 } } : {},
    );
  });
  const planned = plan({ scenarios: [scenario], models: [model.id], epochs: 3, elicit: ["chat", "choice"] });
  return run(planned, { ...options({ mode: "off" }), models: [model], retry: { attempts: 1 } });
}

/** Texts and perturbations of a shipped scenario and its control, of two models. */
const shipped = () =>
  run(
    plan({
      scenarios: [loadScenario("insider-trading")],
      controls: true,
      models: ["simulated/recognizer", "simulated/steady"],
      perturb: 2,
      inputs: 1,
      elicit: ["choice"],
    }),
    { ...options({ mode: "off" }) },
  );

for (const [what, of] of Object.entries({ mixed, shipped }))
  test(`every column has what the rows have: ${what}`, async () => {
    const results = await grade(await of(), { onProgress: () => {} });
    const expected = rows(results);
    const frame = resultFrame(gradedOf(results)!, results);
    assert.equal(frame.size, expected.length);
    assert.deepEqual(frame.names, Object.keys(expected[0]!));
    for (const name of frame.names) {
      const values = expected.map((row) => (row as unknown as Record<string, unknown>)[name]);
      const column = frame.column(name);
      assert.deepEqual(
        values.map((_, row) => column(row)),
        values,
        name,
      );
      const coded = frame.coded(name);
      if (coded !== undefined)
        assert.deepEqual(
          values.map((_, row) => coded.values[coded.codes[row]!]),
          values,
          `${name}, coded`,
        );
    }
    assert.throws(() => frame.column("rnug"), /no column rnug in the frame: it has scenario, arm, .*trial/);
  });
