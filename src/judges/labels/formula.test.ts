import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readSheet, writeLabel } from "./label-sheet.ts";
import { readLabels } from "./labels.ts";

test("what a spreadsheet would compute is inert in the file, and read as it was written", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "parallax-formula-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "labels.csv");
  writeFileSync(file, "id,outcome,label,labeller,reason\na,acts,,,\nb,acts,,,\nc,acts,,,\n");
  const reasons = { a: '=HYPERLINK("http://x","y")', b: "+1 of me", c: "@SUM(A1)" };
  for (const [id, reason] of Object.entries(reasons))
    writeLabel(file, { id, outcome: "acts", label: "1", labeller: "-ada", reason });
  for (const cell of readFileSync(file, "utf8").split(/[,\n]/)) assert.doesNotMatch(cell, /^"?[=+\-@]/);
  assert.deepEqual(
    readLabels(file).map(({ reason, labeller }) => [reason, labeller]),
    Object.values(reasons).map((reason) => [reason, "-ada"]),
  );
  writeLabel(file, { id: "a", outcome: "acts", label: "0", labeller: "-ada", reason: "" });
  assert.equal(readSheet(file).length, 3);
});
