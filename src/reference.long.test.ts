import assert from "node:assert/strict";
import { test } from "node:test";
import { entries } from "../bench/reference/entries.ts";
import { lacking, runExamples } from "../bench/reference/run-examples.ts";

const all = entries(import.meta.dirname);
const values = all.filter(({ kind }) => kind === "value");

test("every example runs, but where a machine lacks what it needs", async (t) => {
  const outcomes = await runExamples(all);
  assert.deepEqual(
    outcomes.filter(({ error }) => error !== null),
    [],
  );
  const run = new Set(outcomes.map(({ name }) => name));
  for (const { name, examples } of values)
    if (!run.has(name)) t.diagnostic(`not run: ${name}, it needs ${examples.map(lacking).join(", ")}`);
  assert.ok(values.every(({ name, examples }) => run.has(name) || examples.some((code) => lacking(code) !== null)));
});
