import assert from "node:assert/strict";
import { test } from "node:test";
import Papa from "papaparse";
import { csvText, withoutMark } from "./csv-text.ts";

const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x","y")'];

test("what a spreadsheet would compute is inert, in cells and in names, and read again as it was written", () => {
  const text = csvText({ fields: ["a", "=b"], data: formulas.map((each) => [each, "plain"]) });
  const rows = Papa.parse<string[]>(text.trimEnd()).data;
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t＝＋－＠]/);
  assert.deepEqual(
    rows.slice(1).map(([cell]) => withoutMark(cell!)),
    formulas,
  );
  assert.equal(csvText([{ a: "=1" }]), 'a\n"\'=1"\n');
});

test("a field that later rows alone have is there, too", () => {
  assert.equal(csvText([{ a: 1 }, { b: "x", a: 2 }]), "a,b\n1,\n2,x\n");
});

test("numbers stay numbers, and what would steer a terminal is gone", () => {
  assert.equal(csvText([[-1, 0.5, "", null, true]]), "-1,0.5,,,true\n");
  assert.equal(csvText([["a\u001b[31mb\u001b]0;x\u0007c\u0008\u202ed"]], "\t"), "abc\ufffd\ufffdd\n");
});
