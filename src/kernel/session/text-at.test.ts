import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { textAt } from "./text-at.ts";

suite("what a cursor, written ¦, stands in", () => {
  const cases: [code: string, kind: string, contents?: string][] = [
    ["con¦st a = 1", "code"],
    ["'con¦", "string", "con"],
    ["f('con¦st', 1)", "string", "const"],
    ["'¦'", "string", ""],
    ["'a'¦", "code"],
    ["'it\\'s ¦'", "string", "it\\'s "],
    ["const a = 'b'; a¦", "code"],
    ["'open\n a¦", "code"],
    ["// con¦", "comment"],
    ["// con¦\n1", "comment"],
    ["// con\na¦", "code"],
    ["/* con¦ */", "comment"],
    ["/* con */ a¦", "code"],
    ["/* open ¦", "comment"],
    ["'// no' + a¦", "code"],
    ["`con¦`", "template"],
    ["`a ${b¦} c`", "code"],
    ["`a ${b} c¦`", "template"],
    ["`a ${ { b: `${c¦}` } } d`", "code"],
    ["`a ${ { b: `${c}` } } d¦`", "template"],
    ["`a` + b¦", "code"],
    ["/a'b¦/", "regex"],
    ["/[/']/.test(a¦", "code"],
    ["1 / a¦ / 2", "code"],
    ["(a) / b¦ / 2", "code"],
    ["return /a¦/", "regex"],
    ["/re con¦", "regex"],
    ["/re con\na¦", "code"],
    ["one\n  / a¦", "code"],
    ["x = /a/ / '¦'", "string", ""],
  ];
  for (const [marked, kind, contents] of cases) {
    test(`${JSON.stringify(marked)}: ${kind}`, () => {
      const code = marked.replace("¦", "");
      const found = textAt(code, marked.indexOf("¦"));
      assert.equal(found.kind, kind);
      if (found.kind === "string") assert.equal(code.slice(found.start, found.end), contents);
    });
  }
});
