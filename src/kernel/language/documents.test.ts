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
  test("each exports what it declares and imports, before its own text, what it uses", () => {
    const documents = new Documents();
    assert.deepEqual(documents.add("let n = 1; const unused = 0"), {
      document: "cell-1",
      text: "export {};\nlet n = 1; const unused = 0\n;export { n, unused };",
    });
    assert.equal(documents.add("console.log(n)"), null);
    assert.equal(
      documents.add("const m = n")?.text,
      'export {};\ndeclare let n: typeof import("./cell-1").n;\nconst m = n\n;export { m };',
    );
    assert.deepEqual(documents.edit("const n = m"), {
      text: 'export {};\nimport { unused } from "./cell-1";\nimport { m } from "./cell-2";\nconst n = m\n;export { n };',
      offset: 76,
    });
  });

  for (const [code, text] of [
    ["#!/usr/bin/env node\n1", "export {};\n///usr/bin/env node\n1\n;export {  };"],
    ["// @ts-nocheck\n1", "// @ts-nocheck\nexport {};\n// @ts-nocheck\n1\n;export {  };"],
    [
      "\n/// <reference lib='dom' />",
      "/// <reference lib='dom' />\nexport {};\n\n/// <reference lib='dom' />\n;export {  };",
    ],
    ["// @ts-expect-error\n1", "export {};\n// @ts-expect-error\n1\n;export {  };"],
  ] as const)
    test(`what has to stand first stands first: ${code}`, () => assert.equal(new Documents().edit(code).text, text));
});
