import type { LanguageCase } from "./case.ts";

/** Cells that share a session, each with what it shows. */
const shown = (name: string, cells: [code: string, value: string | null][]): LanguageCase => ({
  name,
  steps: cells.map(([code, value]) => ({ code, value })),
});

export const values: LanguageCase[] = [
  shown("the last expression is the value, whatever its form", [
    ["1, 2", "2"],
    ["await 1, 2", "2"],
    ["(1, 2);", "2"],
    ["export default (1, 2)", "2"],
    ["export default (x => x)(3)", "3"],
    ["export default { a: 1 }", "{ a: 1 }"],
    ["1 /* c */; // after", "1"],
    ["1\n// after", "1"],
    ["1;;;", "1"],
    ["x => x", "[Function (anonymous)]"],
    ["(class A {})", "[class A]"],
    ["`a${1}`", "'a1'"],
    ["1n", "1n"],
    ["#!/usr/bin/env node\n1", "1"],
  ]),
  shown("what is about types only takes no value away", [
    ["import type { ZodType } from 'zod'; 1", "1"],
    ["interface A { a: 1 } export type { A }; 3", "3"],
    ["export interface B {} \n4", "4"],
    ["export type C = 1; 5;", "5"],
    ["export declare function f(): void; 6", "6"],
    ["import type D from 'nowhere'; @((c: any, _: any) => c) class E {} \n7", "7"],
  ]),
  shown("statements show nothing", [
    ["if (true) 5", null],
    ["for (const x of [1]) x", null],
    ["do 3; while (false)", null],
    ["try { 7 } finally {}", null],
    ["switch (1) { case 1: 8 }", null],
    ["label: { 9 }", null],
    ["export default class {}", null],
    ["export default async function () {}", null],
    ["{ const inner = 1; inner }", null],
    ["{ console.log('a block') }", null],
    ["debugger", null],
  ]),
  shown("a cell that is an object literal is no block", [
    ["{ a: 1 }", "{ a: 1 }"],
    ["{ a: 1, b: [2] }", "{ a: 1, b: [ 2 ] }"],
    ["{}", "{}"],
    ["\n{ get x() { return 1 } }\n", "{ x: [Getter] }"],
    ["{ a: 1 }; { b: 2 }", null],
  ]),
  {
    name: "errors in a cell that is an object literal name its lines and columns",
    steps: [
      { code: "{ a: 1,\n  b: missing }", error: /^ReferenceError/, at: "    at Cell [1], line 2, column 6" },
      { code: " { a: missing }", error: /^ReferenceError/, at: "    at Cell [2], line 1, column 7" },
    ],
  },
  {
    name: "values that answer badly are shown, or said not to be",
    steps: [
      { code: "const gone = Proxy.revocable({}, {}); gone.revoke(); gone.proxy", value: "<Revoked Proxy>" },
      { code: "new Proxy({}, { get() { throw new Error('trap') } })", value: "{}" },
      { code: "new Proxy({}, { getPrototypeOf() { throw new Error('trap') } })", value: "{}" },
      { code: "({ [Symbol.for('Jupyter.display')]: () => ({}), a: 1 }).a", value: "1" },
      { code: "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 7 }) })", value: "7" },
      {
        code: "({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': { big: 1n } }) }); ",
        stderr: /^could not display the value: TypeError: application\/json is not JSON: .*BigInt/,
      },
    ],
  },
  shown("any name may be declared", [
    ["const __proto__ = () => 1; __proto__()", "1"],
    ["const constructor = 5, toString = 6; [constructor, toString]", "[ 5, 6 ]"],
    ["const cell$x = 1, kernel$boxes = 2, v = 3; [cell$x, kernel$boxes, v]", "[ 1, 2, 3 ]"],
    ["const process = 1, console = 2, fetch = 3, Promise = 4; await process + console", "3"],
    ["const undefined = 7, globalThis = 8, Object = 9, Error = 10; globalThis", "8"],
    ["const module = 1, exports = 2, require = 3, display = 4, then = 5; then", "5"],
    ["const \\u0061bc = 1; abc", "1"],
    ["const async = 1, of = 2, get = 3, type = 4, as = 5; [async, of, get, type, as]", "[ 1, 2, 3, 4, 5 ]"],
  ]),
  shown("functions that stand as defaults are called what they are assigned to", [
    ["const [list = () => 1] = [], { own = function () {} } = {} as any; [list.name, own.name]", "[ 'list', 'own' ]"],
    ["let late: any; ({ late = () => 1 } = {} as any); late.name", "'late'"],
  ]),
  shown("an existing global may be assigned to", [
    ["globalThis.planted = 1; planted", "1"],
    ["planted = 2; [planted, globalThis.planted]", "[ 2, 2 ]"],
  ]),
];
