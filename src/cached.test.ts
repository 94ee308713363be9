import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as cached from "parallax-evals";
import * as index from "./index.ts";

/** What of a value is the same in two copies of its module. */
const outline = (value: unknown): unknown =>
  typeof value === "function"
    ? [value.name, value.length]
    : typeof value === "object" && value !== null
      ? Object.entries(value).map(([name, each]) => [name, outline(each)])
      : value;

test("the package's entry gives all of the index, and nothing else", () => {
  assert.deepEqual(Object.keys(cached), Object.keys(index));
  for (const [name, value] of Object.entries(index))
    assert.deepEqual(outline(cached[name as keyof typeof cached]), outline(value), name);
});

test("it reads the scenarios, the catalogue and the packages that the index reads", () => {
  assert.deepEqual(cached.loadScenario("insider-trading"), index.loadScenario("insider-trading"));
  assert.deepEqual(cached.modelFacts("gpt-4o"), index.modelFacts("gpt-4o"));
  assert.deepEqual(cached.stats.rate(3, 10), index.stats.rate(3, 10));
});

test("figures take the same script into their pages", () => {
  const htmlOf = ({ figure }: typeof index): unknown => {
    const shown = figure({ data: [], layout: {} } as never) as unknown as Record<symbol, () => object>;
    return shown[Symbol.for("Jupyter.display")]!();
  };
  assert.deepEqual(htmlOf(cached), htmlOf(index));
});

test("CommonJS has it too", () => assert.equal(createRequire(import.meta.url)("parallax-evals").gap, cached.gap));

test("importing it prints nothing", () => {
  const script = ["-e", 'import("parallax-evals")'];
  const { status, output } = spawnSync(process.execPath, script, { cwd: import.meta.dirname, encoding: "utf8" });
  assert.deepEqual([status, output], [0, [null, "", ""]]);
});
