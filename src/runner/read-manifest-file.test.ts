import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { plan } from "./plan.ts";
import { readManifestFile } from "./read-manifest-file.ts";
import { run } from "./run.ts";
import { sampleModel, sampleScenario } from "./sample.ts";
import { sampleOptions } from "./sample-options.ts";

const options = sampleOptions();

test("a manifest longer than a string can be is read in pieces, to the same value", async () => {
  const model = sampleModel();
  const planned = plan({ scenarios: [sampleScenario(2)], models: [model.id], epochs: 3 });
  const listed = { ...planned, trials: [...planned.trials] };
  const { dir } = await run(listed, { ...options({ mode: "off" }), models: [model] });
  const file = join(dir, "manifest.json");
  const value = JSON.parse(readFileSync(file, "utf8")) as { plan: { trials: unknown[] } };
  assert.equal(value.plan.trials.length, planned.trials.length);
  assert.deepEqual(await readManifestFile(file), value);
  assert.deepEqual(await readManifestFile(file, 0), value);
  // However it is laid out, and whatever stands in it.
  const other = {
    models: [{ id: "a,b]" }],
    plan: { id: '"', trials: [{ id: "[{" }, { id: "x" }], seed: 1 },
    kind: "run",
  };
  for (const text of [JSON.stringify(other), JSON.stringify(other, null, 2)]) {
    writeFileSync(file, text);
    assert.deepEqual(await readManifestFile(file, 0), other);
  }
});
