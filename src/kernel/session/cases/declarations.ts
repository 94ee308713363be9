import type { LanguageCase } from "./case.ts";

export const declarations: LanguageCase[] = [
  {
    name: "an expression is the value",
    steps: [
      { code: "1 + 1", value: "2" },
      { code: "1 + 1;", value: "2" },
    ],
  },
  {
    name: "nothing is shown for undefined and declarations",
    steps: [
      { code: "undefined", value: null },
      { code: "const a = 1", value: null },
      { code: "// nothing", value: null },
      { code: "", value: null },
      { code: "null", value: "null" },
      { code: "({})", value: "{}" },
      { code: "'use strict'", value: "'use strict'" },
    ],
  },
  {
    name: "statements end with their lines, whatever the next one begins with",
    steps: [
      { code: "const o = { q: 5 }\nconst { q } = o\nq", value: "5" },
      { code: "const x = [1, 2]\nconst [a, b = a] = x\na + b", value: "3" },
      { code: "const n = 1\nexport const { d } = { d: 9 }\nd", value: "9" },
      { code: "function f(x) { return x }\nlet m = n\nf(m)\nf(2)", value: "2" },
      {
        code: "function g() { const y = n\nf(y)\nconst z = 3\nif (z) f(y)\nelse f(z)\nf(y)\nreturn z\n}\ng()",
        value: "3",
      },
      { code: "if (n) f(n)\nf(4)", value: "4" },
      { code: "if (n) f(n)\nelse var { v } = { v: 1 }\nvar [w] = [6]\nw", value: "6" },
      { code: "do f(n)\nwhile (false) f(7)", value: "7" },
      { code: "switch (n) { case 1: var p = 2\nvar { r } = { r: 8 } }\nr", value: "8" },
      { code: "for (var { length } = 'abc', i = 0; i < 1; i++) f(i)\nf(length)", value: "3" },
      { code: "for (const [c] of [[1]]) f(c)\nfor (const k in { a: 1 }) f(k)\nf(9)", value: "9" },
      { code: "using held = { [Symbol.dispose]() {} }\nconst { s } = { s: 1 }\ns", value: "1" },
      { code: "import { EOL } from 'node:os'\nconst { length: l } = EOL\nl", value: "1" },
      { code: "const t = 1\nconst { u } = { u: 2 as number }\nu + t", value: "3" },
      { code: "export default n\nconst { e } = { e: 4 }\ne", value: "4" },
      { code: "export default function () {}\nconst { h } = { h: 5 }\nh", value: "5" },
      { code: "f(1) // a remark\nf(2) /* and another */", value: "2" },
    ],
  },
  {
    name: "const, let, class and functions are declared anew in later cells",
    steps: [
      { code: "const a = 1; let b = 1; class C { v = 1 }; function f() { return 1 }" },
      { code: "let a = 2; const b = 2; class C { v = 2 }; function f() { return 2 }" },
      { code: "[a, b, new C().v, f()]", value: "[ 2, 2, 2, 2 ]" },
    ],
  },
  {
    name: "closures see later assignments and redeclarations",
    steps: [
      { code: "let n = 1; const read = () => n; const later = () => unborn" },
      { code: "n = 2; read()", value: "2" },
      { code: "const n = 3; read()", value: "3" },
      { code: "later()", error: "ReferenceError: unborn is not defined" },
      { code: "const unborn = 4; later()", value: "4" },
    ],
  },
  {
    name: "variables declared before a throw survive",
    steps: [
      { code: "const kept = 1;\nthrow new Error('no');\nconst lost = 2;", error: "Error: no" },
      { code: "kept", value: "1" },
      { code: "lost", error: "ReferenceError: lost is not defined" },
    ],
  },
  {
    name: "constants stay constant",
    steps: [
      { code: "const c = 1; c = 2", error: "TypeError: Assignment to constant variable." },
      { code: "c++", error: "TypeError: Assignment to constant variable." },
      { code: "c", value: "1" },
      { code: "typo = 1", error: /^ReferenceError: typo is not defined/ },
    ],
  },
  {
    name: "destructuring, defaults and rest declare every name",
    steps: [
      { code: "const { a, b: [c = 5, ...d], ...e } = { a: 1, b: [undefined, 2, 3], f: 4, g: 5 }" },
      { code: "[a, c, d, e]", value: "[ 1, 5, [ 2, 3 ], { f: 4, g: 5 } ]" },
      { code: "let x = 1, y = 2; [x, y] = [y, x]; ({ x, y })", value: "{ x: 2, y: 1 }" },
      { code: "({ x, y = 9 } = { x: 7 } as any); `${x} ${y}`", value: "'7 9'" },
    ],
  },
  {
    name: "functions keep their names and have no this",
    steps: [
      {
        code: "const arrow = () => 1; let made = function () {}; const K = class {}; [arrow.name, made.name, K.name]",
        value: "[ 'arrow', 'made', 'K' ]",
      },
      { code: "let late; late = () => {}; late.name", value: "'late'" },
      { code: "function self() { return this }; self()", value: null },
      { code: "const tag = (s: TemplateStringsArray) => s[0]; tag`x`", value: "'x'" },
    ],
  },
  {
    name: "var is hoisted out of blocks and loops, let is not",
    steps: [
      {
        code: "for (var i = 0; i < 3; i++) { var inner = i }\nfor (let j = 0; j < 1; j++) {}\nfor (var k in { a: 1 });\nfor (var { z } of [{ z: 9 }]);",
      },
      { code: "[i, inner, k, z, typeof j]", value: "[ 3, 2, 'a', 9, 'undefined' ]" },
    ],
  },
  {
    name: "messages speak of variables, however the error is seen",
    steps: [
      {
        code: "const box = { n: 1 } as any; let message = ''; try { box.foo() } catch (error) { message = (error as Error).message } message",
        value: "'box.foo is not a function'",
      },
      { code: "box()", error: "TypeError: box is not a function" },
      {
        code: "await Promise.reject(1).catch(() => box()).catch((error) => console.log(error))",
        stdout: /^TypeError: box is not a function\n {4}at Cell \[3\], line 1, column \d+\n/,
      },
      { code: "const boxes = 1, guard = 2, meta = 3, scope = 4; boxes + guard + meta + scope", value: "10" },
    ],
  },
  {
    name: "globals can be shadowed without breaking what uses them",
    steps: [
      { code: "const performance = 'mine', process = 1; performance", value: "'mine'" },
      { code: "await new Promise((done) => setTimeout(done, 1)); globalThis.performance.now() > 0", value: "true" },
      { code: "globalThis.shared = 1; shared + 1", value: "2" },
    ],
  },
];
