import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { rows } from "../frames/rows.ts";
import { gateFacts } from "../judges/gate/gate-record.ts";
import { grade } from "../judges/grading/grade.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { gap } from "../stats/gap/gap.ts";
import { study, type StudyOptions } from "./study.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-study-"));
after(() => rmSync(root, { recursive: true }));

const quiet = { mode: "off", onProgress: () => {} } as const;
const spec = {
  scenarios: ["insider-trading"],
  controls: true,
  models: ["simulated/recognizer"],
  arms: ["recognizable", "base", "paraphrase"] as const,
  conditions: { pressure: ["high"] },
  elicit: "choice",
} satisfies Omit<StudyOptions, "arms"> & { arms: readonly string[] };

test("one call gives what its steps give one by one", async () => {
  const options = { ...spec, arms: [...spec.arms], seed: 3 };
  const studied = await study({ ...options, ...quiet, dir: join(root, "one"), level: 0.9 });
  const planned = plan(options);
  const ran = await run(planned, { ...quiet, dir: join(root, "two") });
  const gaps = gap(rows(await grade(ran, quiet)), { level: 0.9, gate: gateFacts(planned.scenarios) });
  assert.equal(studied.plan.id, planned.id);
  assert.deepEqual({ ...studied.run.summary }, { ...ran.summary });
  assert.deepEqual(studied.gaps, gaps);
  assert.equal(studied.results.run, studied.run);
});

test("models may be open already, and what is done is not asked again", async () => {
  let asked = 0;
  const model = sampleModel(() => {
    asked++;
    return sampleReply("I HOLD.");
  });
  const options = { scenarios: [sampleScenario(2)], models: [model], ...quiet, dir: join(root, "open") };
  const first = await study(options);
  assert.equal(first.run.summary.done, first.plan.trials.length);
  const once = asked;
  assert.deepEqual((await study(options)).gaps, first.gaps);
  assert.equal(asked, once);
});

test("an interrupted study says so, with the gaps of what there is", async () => {
  const studied = await study({
    ...spec,
    arms: [...spec.arms],
    ...quiet,
    dir: join(root, "cut"),
    signal: AbortSignal.abort(),
  });
  assert.equal(studied.run.summary.stopped, "interrupted");
  assert.ok(studied.gaps.every((each) => each.gap === null));
});

test("it shows its gaps", async () => {
  const studied = await study({ ...spec, arms: [...spec.arms], ...quiet, dir: join(root, "one"), seed: 3 });
  const shown = (studied as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  assert.match(shown["text/plain"]!, /gap = paraphrase − published/);
});

for (const [what, options, says] of [
  [
    "an option that no step has",
    { ...spec, epoch: 3 },
    /study has no option "epoch": expected scenarios, models, epochs/,
  ],
  ["no models", { scenarios: spec.scenarios }, /plan has no models/],
  ["models that are no list", { ...spec, models: "simulated/steady" }, /plan's models should be a list/],
] as const)
  test(`refused: ${what}`, () => assert.rejects(study(options as never), says));
