import type { LanguageCase } from "./case.ts";

export const typescript: LanguageCase[] = [
  {
    name: "namespaces that export variables, default exports without a name, a script's first line",
    steps: [
      { code: "namespace N { export let v = 1; export const up = () => ++v }\nN.up(); N.v", value: "2" },
      { code: "export default () => 1", value: "[Function (anonymous)]" },
      { code: "export default function () {}", value: null },
      { code: "#!/usr/bin/env node\n1", value: "1" },
    ],
  },
  {
    name: "types, generics, casts and overloads go",
    steps: [
      {
        code: "interface A { n: number }\ntype B<T> = T | A;\ndeclare const nowhere: number;\nfunction f(x: string): string;\nfunction f(x: unknown) { return x }\nconst id = <T,>(x: T): T => x;\n((f('a') as string)!.length satisfies number) + id<number>(1)",
        value: "2",
      },
      {
        code: "abstract class S { abstract n: number; constructor(readonly m = 1, private x?: string) {} }\nclass T extends S { override n = 2 }\nnew T()",
        value: "T { m: 1, x: undefined, n: 2 }",
      },
    ],
  },
  {
    name: "enums and namespaces, declared anew",
    steps: [
      {
        code: "enum Colour { Red, Green = Red + 5 }\nconst enum Inline { A = 'a' }\nnamespace N { export const v = Colour.Green; export namespace M { export const w = 1 } }\n[Colour.Green, Colour[0], Inline.A, N.v, N.M.w]",
        value: "[ 5, 'Red', 'a', 5, 1 ]",
      },
      { code: "enum Colour { Blue }\nObject.keys(Colour)", value: "[ '0', 'Blue' ]" },
    ],
  },
  {
    name: "standard decorators and accessors",
    steps: [
      {
        code: "const noted: string[] = []; const note = (v: any, c: any) => { noted.push(`${c.kind} ${String(c.name)}`) };\n@note class F { @note a = 1; @note static b() {} }",
        value: null,
      },
      { code: "noted.join()", value: "'method b,field a,class F'" },
      {
        code: "@note\nclass G {\n  @note m() {\n    throw new Error('in G');\n  }\n}\nnew G().m();",
        error: "Error: in G",
        at: "    at G.m (Cell [3], line 4, column 11)",
      },
      {
        code: "function twice(method: Function, _context: ClassMethodDecoratorContext) { return function (this: unknown) { return method.call(this) * 2 } }\nclass D { @twice m() { return 21 } accessor a = 1 }\nconst d = new D(); [d.m(), d.a]",
        value: "[ 42, 1 ]",
      },
      {
        code: "const added = (_: unknown, c: ClassMethodDecoratorContext) => c.addInitializer(function (this: any) { this.added = true });\nclass H { @added m() {} }\n(new H() as any).added",
        value: "true",
      },
      { code: "@((c: any) => class extends c { extra = 1 })\nclass E {}\n(new E() as any).extra", value: "1" },
    ],
  },
  {
    name: "export in front of declarations is taken away",
    steps: [
      {
        code: "export const a = 1; export function f() { return a }; export class C {}; export default function g() { return f() }; export { a as b }; export type T = 1",
      },
      { code: "[a, f(), g(), new C()]", value: "[ 1, 1, 1, C {} ]" },
      { code: "export default 5", value: "5" },
    ],
  },
  {
    name: "a decorator may seal its class",
    steps: [
      {
        code: "const seal = (c: Function, _: unknown) => { Object.seal(c); Object.seal(c.prototype) };\n@seal class Shut { @((m: any, _: unknown) => m) m() { return 1 } }\n[new Shut().m(), Object.isSealed(Shut)]",
        value: "[ 1, true ]",
      },
      {
        code: "const Cold = @((c: any, _: unknown) => Object.freeze(c)) class { };\n[Cold.name, Object.isFrozen(Cold)]",
        value: "[ 'Cold', true ]",
      },
    ],
  },
  {
    name: "using disposes at the end of the cell",
    steps: [
      {
        code: "using r = { n: 1, [Symbol.dispose]() { console.log('closed') } };\nawait using s = { async [Symbol.asyncDispose]() { console.log('closed later') } };\nconst peek = () => r.n;\nconsole.log('open'); peek()",
        stdout: "open\nclosed later\nclosed\n",
        value: "1",
      },
    ],
  },
  {
    name: "top-level await, for await and async iteration",
    steps: [
      {
        code: "async function* count() { yield 1; yield 2 }\nlet sum = 0;\nfor await (const n of count()) sum += n;\nsum + (await Promise.resolve(1))",
        value: "4",
      },
    ],
  },
];
