import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { writeLabel } from "./label-sheet.ts";
import { readLabels } from "./labels.ts";

const dir = mkdtempSync(join(tmpdir(), "parallax-sheet-"));
after(() => rmSync(dir, { recursive: true }));
const file = join(dir, "labels.csv");
const begun = "id,outcome,label,labeller,reason,note\na,acts,,,,mine\nb,acts,,,,\n";
const put = (id: string, labeller: string, label: string | null, reason = "") =>
  writeLabel(file, { id, outcome: "acts", labeller, label, reason });
const lines = () => readFileSync(file, "utf8").trim().split("\n").slice(1);

test("a label is in the file at once, replaces the same person's, and leaves others' and other columns alone", () => {
  writeFileSync(file, begun);
  put("a", "ada", "1", 'said "yes", twice');
  assert.deepEqual(lines(), ['a,acts,1,ada,"said ""yes"", twice",mine', "b,acts,,,,"]);
  put("a", "bob", "");
  put("a", "ada", "0.5");
  assert.deepEqual(lines(), ["a,acts,0.5,ada,,mine", "a,acts,,bob,,mine", "b,acts,,,,"]);
  assert.deepEqual(
    readLabels(file).map(({ trial, label, labeller }) => [trial, label, labeller]),
    [
      ["a", 0.5, "ada"],
      ["a", null, "bob"],
    ],
  );
});

test("a label taken back leaves the line to be asked again", () => {
  put("a", "ada", null);
  put("a", "bob", null);
  assert.deepEqual(lines(), ["a,acts,,,,mine", "b,acts,,,,"]);
});

test("a sheet that a spreadsheet saved in another encoding is refused, neither read nor written over", () => {
  const saved = Buffer.from(begun.replace("a,acts,,,,", "a,acts,1,André,très bien,"), "latin1");
  writeFileSync(file, saved);
  for (const use of [() => readLabels(file), () => put("b", "ada", "1")])
    assert.throws(use, /labels\.csv is not in UTF-8: save it again as UTF-8/);
  assert.deepEqual(readFileSync(file), saved);
  writeFileSync(file, begun);
});

test("what the sheet does not ask for, and a sheet that is not there, are errors", () => {
  assert.throws(() => put("c", "ada", "1"), /does not ask for acts of c/);
  assert.throws(() => writeLabel(join(dir, "none.csv"), { id: "a", outcome: "acts", labeller: "ada", label: "1", reason: "" }), /draw one/); // prettier-ignore
});
