import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { entries } from "../bench/reference/entries.ts";
import { writeProgram } from "../bench/reference/run-examples.ts";

test("examples are of the right types", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-examples-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeProgram(entries(import.meta.dirname), folder);
  const tsc = join(import.meta.dirname, "../node_modules/.bin/tsc");
  const { stdout, status } = spawnSync(tsc, ["--noEmit", "-p", folder], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
