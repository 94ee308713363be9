import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { declaredBy } from "./declared.ts";
import { Documents } from "./documents.ts";

suite("what a cell declares", () => {
  const cases: [string, string][] = [
    ["const { a, b: [c = 1, ...d], ...e } = x, f = 2", "a c d e f"],
    ["let a; var b; function g() {} async function* h() {} class C {}", "let:a let:b g h C"],
    ["enum E {} namespace N {} interface I {} type T = 1; declare const v: 1", "E N I T v"],
    ["import d, { x as y, type Z } from 'm'; import * as n from 'm'; import r = require('m')", "d y Z n r"],
    ["export const a = 1; export default function named() {}; export { q } from 'm'", "export:a named"],
    ["if (1) { const inner = 1 } for (let i = 0; ;) {}", ""],
    ["const broken = ", ""],
  ];
  for (const [code, names] of cases) {
    test(code, () => {
      const found = declaredBy(code).map(
        ({ name, assignable, exported }) => `${exported ? "export:" : ""}${assignable ? "let:" : ""}${name}`,
      );
      assert.equal(found.join(" "), names);
    });
  }
});

suite("cells as modules", () => {
  test("each starts with the cell's own text, exports what it declares and imports what it uses", () => {
    const documents = new Documents();
    assert.deepEqual(documents.add("let n = 1; const unused = 0"), {
      document: "cell-1",
      text: "let n = 1; const unused = 0\n;export { n, unused };\n",
    });
    assert.equal(documents.add("console.log(n)"), null);
    assert.equal(
      documents.add("const m = n")?.text,
      'const m = n\n;export { m };\ndeclare let n: typeof import("./cell-1").n;',
    );
    assert.equal(
      documents.edit("const n = m"),
      'const n = m\n;export { n };\nimport { unused } from "./cell-1";\nimport { m } from "./cell-2";',
    );
  });
});
