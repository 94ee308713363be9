import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { declaredBy } from "./declared.ts";
import { Documents, type Written } from "./documents.ts";

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

/** The text of a document among those that are written. */
const textOf = (written: Written[], document: string) => written.find((each) => each.document === document)?.text;

const nothing = 'export {};\nimport {  } from "./names";\n';

suite("cells as modules", () => {
  test("each exports what it declares and imports, before its own text, what it uses", () => {
    const documents = new Documents();
    const before = documents.start();
    assert.equal(textOf(before, "cell-1"), `${nothing}\n;export {  };`);
    assert.match(textOf(before, "names")!, /^export \{ {2}\} from "\.\/cell-1";\nexport \{ {2}\} from "\.\/cell-2";\n/);
    const added = documents.add("let n = 1; const unused = 0");
    assert.equal(textOf(added, "cell-1"), `${nothing}let n = 1; const unused = 0\n;export { n, unused };`);
    assert.match(textOf(added, "names")!, /^export \{ n as n·1, unused as unused·1 \} from "\.\/cell-1";\n/);
    assert.deepEqual(documents.add("console.log(n)"), []);
    assert.equal(
      textOf(documents.add("const m = n"), "cell-2"),
      'export {};\nimport { n·1 } from "./names";\ndeclare let n: typeof n·1;\nconst m = n\n;export { m };',
    );
    const module = {
      text: 'export {};\nimport { unused·1 as unused, m·2 as m } from "./names";\nconst n = m\n;export { n };',
      offset: 67,
    };
    assert.deepEqual(documents.edit("const n = m"), { document: "edit", ...module });
    assert.deepEqual(documents.check("const n = m"), { document: "cell-3", ...module });
  });

  test("a cell that names modules is written in a document of its own", () => {
    const documents = new Documents();
    for (const code of [
      'import "x"',
      "import('x')",
      "require(`x`)",
      "export * from 'x'",
      "/// <reference lib='dom' />",
    ])
      assert.equal(documents.edit(code).document, "edit-importing", code);
    for (const code of ["plan", "const from = 1", "important('x')"])
      assert.equal(documents.edit(code).document, "edit", code);
  });

  test("there is always room for the next cell", () => {
    const documents = new Documents();
    const there = new Set(documents.start().map(({ document }) => document));
    for (let i = 0; i < 200; i++) {
      assert.ok(there.has(documents.check("1").document));
      for (const { document } of documents.add(`const v${i} = 1`)) there.add(document);
    }
  });

  for (const [code, text] of [
    ["#!/usr/bin/env node\n1", 'export {};\nimport {  } from "./names";\n///usr/bin/env node\n1\n;export {  };'],
    ["// @ts-nocheck\n1", '// @ts-nocheck\nexport {};\nimport {  } from "./names";\n// @ts-nocheck\n1\n;export {  };'],
    [
      "\n/// <reference lib='dom' />",
      "/// <reference lib='dom' />\nexport {};\nimport {  } from \"./names\";\n\n/// <reference lib='dom' />\n;export {  };",
    ],
    ["// @ts-expect-error\n1", 'export {};\nimport {  } from "./names";\n// @ts-expect-error\n1\n;export {  };'],
  ] as const)
    test(`what has to stand first stands first: ${code}`, () => assert.equal(new Documents().edit(code).text, text));
});
