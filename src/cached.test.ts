import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as cached from "parallax-evals";
import * as index from "./index.ts";

test("the package's entry gives all of the index, the same values, and nothing else", () => {
  assert.deepEqual(Object.keys(cached), Object.keys(index));
  for (const [name, value] of Object.entries(index)) assert.equal(cached[name as keyof typeof cached], value, name);
});

test("CommonJS has it too", () => assert.equal(createRequire(import.meta.url)("parallax-evals").gap, index.gap));

test("importing it prints nothing", () => {
  const script = ["-e", 'import("parallax-evals")'];
  const { status, output } = spawnSync(process.execPath, script, { cwd: import.meta.dirname, encoding: "utf8" });
  assert.deepEqual([status, output], [0, [null, "", ""]]);
});
