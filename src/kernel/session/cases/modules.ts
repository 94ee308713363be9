import type { LanguageCase } from "./case.ts";

const esm = (body: string) => (name: string) => ({
  [`node_modules/${name}/package.json`]: `{"name": "${name}", "type": "module", "exports": "./index.js"}`,
  [`node_modules/${name}/index.js`]: body,
});

export const modules: LanguageCase[] = [
  {
    name: "what tslab's own module does in its kernel is done here, whether or not it is installed",
    steps: [
      {
        code: "import * as tslab from 'tslab'; tslab.display.html('<b>x</b>'); typeof tslab.newDisplay",
        value: "'function'",
      },
      {
        code: "import { newDisplay } from 'tslab'; const place = newDisplay(); place.text('one'); place.text('two');",
        value: null,
      },
      { code: "require('tslab') === tslab", value: "true" },
      { code: "import { newDisply } from 'tslab'; newDisply", error: /did you mean newDisplay\?$/ },
    ],
  },
  {
    name: "a .tsx or .jsx file can be imported, and a misspelt export is named",
    steps: [
      {
        write: {
          "plain.jsx":
            "/** @jsxRuntime classic @jsx h */\nconst h = (...all) => all;\nexport const shown = <b>{1}</b>;",
        },
        code: "import { shown } from './plain.jsx'; shown",
        value: "[ 'b', null, 1 ]",
      },
      {
        write: { "thrice.jsx": "export const thrice = (n) => [n, n, n];" },
        code: "import { thrice } from './thrice'; thrice(1)",
        value: "[ 1, 1, 1 ]",
      },
      {
        write: { "shown.tsx": "export const twice = <T,>(n: T): [T, T] => [n, n];\nexport enum Kind { A }" },
        code: "import { twice, Kind } from './shown'; [twice(1), Kind.A]",
        value: "[ [ 1, 1 ], 0 ]",
      },
      {
        code: "import { twise } from './shown.tsx'; twise",
        error: 'SyntaxError: "./shown.tsx" has no export "twise"; did you mean twice?',
      },
    ],
  },
  {
    name: "of what is imported for its types only, nothing need be there",
    steps: [
      { code: "import { type A, type B } from 'nowhere'; import type { C } from 'nowhere-either'; 1", value: "1" },
      { code: "import 'nowhere'; import { type D } from 'nowhere'; 1", error: /^Error: Cannot find package "nowhere"/ },
    ],
  },
  {
    name: "a name that was a variable may be imported: live, and a type's only where it is used as a value",
    steps: [
      {
        write: { "turn.ts": "export let turn = 1; export const next = () => turn++; export type Kind = 1;" },
        code: "let turn = 0, Kind = 5; const read = () => turn;",
      },
      { code: "import { turn, next } from './turn.ts'; next(); [turn, read()]", value: "[ 2, 2 ]" },
      { code: "turn = 3", error: "TypeError: Assignment to constant variable." },
      { code: "import { Kind } from './turn.ts'; const one: Kind = 1; one", value: "1" },
      { code: "Kind", error: /^SyntaxError: ".\/turn.ts" has no export "Kind"/ },
      { code: "let turn = 9; next(); turn++; [turn, read()]", value: "[ 10, 10 ]" },
    ],
  },
  {
    name: "what would be imported can be asked",
    steps: [
      {
        write: esm("export {}")("only-esm"),
        code: "import.meta.resolve('only-esm').endsWith('/node_modules/only-esm/index.js')",
        value: "true",
      },
      { code: "import.meta.resolve('zod').endsWith('/zod/index.js')", value: "true" },
      { code: "require.resolve('zod').endsWith('/zod/index.cjs')", value: "true" },
      { code: "import.meta.resolve('./not-there.ts').endsWith('/not-there.ts')", value: "true" },
      { code: "import.meta.resolve('nowhere')", error: /^Error: Cannot find package "nowhere"/ },
    ],
  },
  {
    name: "built-in modules, and imports that only later cells use",
    steps: [
      { code: "import path, { basename as base } from 'node:path';\nimport * as os from 'os';" },
      { code: "[base('a/b'), path.sep, os.EOL]", value: "[ 'b', '/', '\\n' ]" },
      { code: "console.log(early('c/d'));\nimport { basename as early } from 'path';", stdout: "d\n" },
    ],
  },
  {
    name: "ESM-only packages, with top-level await inside",
    steps: [
      {
        write: esm("export const v = await Promise.resolve(7); export default v + 1;")("slow"),
        code: "import d, { v } from 'slow'; [d, v]",
        value: "[ 8, 7 ]",
      },
      {
        code: "import { missing } from 'slow'; missing",
        error: /^SyntaxError: "slow" has no export "missing": it exports default, v$/,
      },
      {
        write: { "several.ts": "export const several = 1, more = 2;", "one.ts": "export default 1;" },
        code: "import several from './several.ts'; several",
        error: 'SyntaxError: "./several.ts" has no export "default"; did you mean { several }?',
      },
      {
        code: "import { more as Several } from './several.ts'; import severl from './several.ts'; severl",
        error: 'SyntaxError: "./several.ts" has no export "default"; did you mean { several as severl }?',
      },
      {
        code: "import { one } from './one.ts'; one",
        error: /has no export "one": it exports default alone, so import it without braces$/,
      },
      {
        code: "import 'zod/nowhere'",
        error: /^Error: Package subpath '\.\/nowhere' is not defined by "exports" in (?!.*src.kernel)/,
      },
      {
        code: "import chalk from 'npm:chalk@5/index'",
        error:
          'Error: "npm:chalk@5/index" is written as Deno takes it: run "npm install chalk" here, then import "chalk/index"',
      },
      {
        code: "import path from 'jsr:@std/path@1'",
        error: /run "npx jsr add @std\/path" here, then import "@std\/path"$/,
      },
      {
        code: "import x from 'https://example.org/x.ts'",
        error: /^Error: modules are not loaded from the network here/,
      },
    ],
  },
  {
    name: "CommonJS packages, by import and by require",
    steps: [
      {
        write: {
          "node_modules/old/package.json": '{"name": "old"}',
          "node_modules/old/index.js": "const all = { a: 1, ['b']: 2 }; module.exports = all;",
        },
        code: "import old, { b } from 'old'; [old.a, b, require('old').a]",
        value: "[ 1, 2, 1 ]",
      },
    ],
  },
  {
    name: "type-only imports are dropped, and imports used as types need no module",
    steps: [
      {
        code: "import type { Nothing } from 'nowhere';\nimport { type Nothing2 } from 'node:fs';\nimport { Shape } from './shapes.ts';\nconst s: Shape = { n: 1 }; s",
        value: "{ n: 1 }",
      },
      {
        write: { "shapes.ts": "export interface Shape { n: number }" },
        code: "import { Shape } from './shapes.ts'; const t: Shape = { n: 2 }; t",
        value: "{ n: 2 }",
      },
    ],
  },
  {
    name: "JSON",
    steps: [
      {
        write: { "data.json": '{"n": 1}' },
        code: "import data from './data.json' with { type: 'json' }; data.n",
        value: "1",
      },
      { write: { "data.json": '{"n": 22}' }, code: "import data from './data.json'; data.n", value: "22" },
    ],
  },
  {
    name: "local files above and below, enums and all, without ending or as .js",
    steps: [
      {
        write: {
          "below/a.ts":
            "import { b, type Only } from '../b.js'; export enum E { X = 3 } export const a: Only = b + E.X;",
          "b.ts": "export type Only = number; export const b = 1; export class P { constructor(public n: number) {} }",
        },
        code: "import { a } from './below/a'; import { P } from './b.ts'; [a, new P(2)]",
        value: "[ 4, P { n: 2 } ]",
      },
      { code: "const { E } = await import('./below/a.ts'); E.X", value: "3" },
      {
        write: { "gone.ts": "export const there = 1;" },
        code: "import { there } from './gone.ts'; require('node:fs').rmSync(`${__dirname}/gone.ts`); there",
        value: "1",
      },
      { code: "import { there } from './gone.ts'; there", error: /^Error: Cannot find "\.\/gone\.ts" from/ },
      {
        write: { "asking.cts": "import fs = require('node:fs'); export const y: string = typeof fs.readFileSync;" },
        code: "import { y } from './asking.cts'; y",
        value: "'function'",
      },
      {
        code: "import nothing from './nothing.ts'; nothing",
        error: /^Error: Cannot find "\.\/nothing\.ts" from .*\/$/,
      },
    ],
  },
  {
    name: "edited local files are picked up, also through other files; unedited ones keep their state",
    steps: [
      {
        write: {
          "leaf.ts": "export const v = 1;",
          "branch.ts": "export { v } from './leaf.ts'; export * from './still.ts'",
          "still.ts": "export const state = { n: 0 };",
        },
        code: "import { v, state } from './branch.ts'; state.n++; [v, state.n]",
        value: "[ 1, 1 ]",
      },
      {
        write: { "leaf.ts": "export const v = 'two';" },
        code: "import { v, state } from './branch.ts'; state.n++; [v, state.n]",
        value: "[ 'two', 2 ]",
      },
      {
        write: { "leaf.ts": "export const v = ;" },
        code: "import { v } from './branch.ts'",
        error: /^SyntaxError: Unexpected token \(.*leaf\.ts, line 1, column 18\)$/,
        at: "> 1 | export const v = ;",
      },
      {
        write: { "leaf.ts": "export const v = 'three';" },
        code: "import { v } from './branch.ts'; v",
        value: "'three'",
      },
      { write: { "old.cjs": "module.exports = 1" }, code: "require('./old.cjs')", value: "1" },
      { write: { "old.cjs": "module.exports = 'b'" }, code: "require('./old.cjs')", value: "'b'" },
    ],
  },
  {
    name: "a binding that its module changes stays live",
    steps: [
      {
        write: { "counter.ts": "export let n = 0; export const up = () => { n += 1 };" },
        code: "import { n, up } from './counter.ts'; up(); n",
        value: "1",
      },
      { code: "up(); n", value: "2" },
      { code: "n = 5", error: "TypeError: Assignment to constant variable." },
      { code: "let n = 9; up(); n", value: "9" },
    ],
  },
  {
    name: "a package installed after a failed import works on the next try, and so does what it was missing",
    steps: [
      {
        code: "import late from 'late'; late",
        error: /^Error: Cannot find package "late" from .*: run "npm install late" there, then this cell again$/,
      },
      {
        write: esm("import inner from 'inner'; export default inner;")("late"),
        code: "import late from 'late'; late",
        error: /Cannot find package "inner"/,
      },
      {
        write: esm("export default 1; throw new Error('not ready');")("inner"),
        code: "import late from 'late'; late",
        error: "Error: not ready",
      },
      { write: esm("export default 'ready'")("inner"), code: "import late from 'late'; late", value: "'ready'" },
    ],
  },
  {
    name: "import.meta, __dirname and dynamic import speak of the notebook's folder",
    steps: [
      {
        write: { "x.ts": "export default import.meta.filename" },
        code: "const { default: x } = await import(`./${'x'}.ts`);\n[import.meta.dirname === __dirname, x === import.meta.resolve('./x.ts').slice(7), import.meta.url.endsWith('.ipynb')]",
        value: "[ true, true, true ]",
      },
    ],
  },
];
