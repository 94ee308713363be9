import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { shippedNotebooks } from "./shipped-notebooks.ts";

const clone = mkdtempSync(join(tmpdir(), "parallax-clone-"));
after(() => rmSync(clone, { recursive: true }));

test("a notebook is the project's own as long as it is as it was committed", () => {
  const names = ["as it was.ipynb", "changed.ipynb", "gone.ipynb", "text.md"];
  mkdirSync(join(clone, "notebooks"));
  for (const name of names) writeFileSync(join(clone, "notebooks", name), "{}");
  assert.deepEqual(shippedNotebooks("notebooks", clone), [], "outside a clone none is known");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: clone });
  git("init", "--quiet");
  assert.deepEqual(shippedNotebooks("notebooks", clone), [], "before the first commit, too");
  git("add", "notebooks");
  git("commit", "--quiet", "-m", "notebooks");
  writeFileSync(join(clone, "notebooks/changed.ipynb"), '{"cells":[]}');
  writeFileSync(join(clone, "notebooks/added.ipynb"), "{}");
  rmSync(join(clone, "notebooks/gone.ipynb"));
  assert.deepEqual(shippedNotebooks("notebooks", clone), ["notebooks/as it was.ipynb"]);
});
